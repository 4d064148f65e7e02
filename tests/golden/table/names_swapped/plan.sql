ALTER TABLE "public"."a" RENAME TO "a__mizzle_old";
ALTER TABLE "public"."b" RENAME TO "a";
ALTER TABLE "public"."a__mizzle_old" RENAME TO "b";
ALTER TABLE "public"."e" RENAME TO "f";
ALTER TABLE "public"."d" RENAME TO "e";
ALTER TABLE "public"."c" RENAME COLUMN "one" TO "one__mizzle_old";
ALTER TABLE "public"."c" RENAME COLUMN "two" TO "one";
ALTER TABLE "public"."c" RENAME COLUMN "one__mizzle_old" TO "two";
