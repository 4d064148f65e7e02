ALTER TABLE "public"."t" RENAME CONSTRAINT "x" TO "x__mizzle_old";
ALTER TABLE "public"."t" RENAME CONSTRAINT "y" TO "x";
ALTER TABLE "public"."t" RENAME CONSTRAINT "x__mizzle_old" TO "y";
