ALTER TABLE "public"."p" RENAME CONSTRAINT "p_x_not_null" TO "n";
ALTER TABLE "public"."c" RENAME CONSTRAINT "mine" TO "p_x_not_null";
ALTER TABLE "public"."p" DROP COLUMN "y";
ALTER TABLE "public"."p" RENAME CONSTRAINT "one" TO "two";
