ALTER DOMAIN "public"."d" RENAME TO "d__mizzle_old";
CREATE DOMAIN "public"."d" AS integer CONSTRAINT "d_check" CHECK (VALUE > 0);
ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE "public"."d" USING "a"::"public"."d",
    ALTER COLUMN "b" TYPE "public"."d"[] USING "b"::"public"."d"[];
DROP DOMAIN "public"."d__mizzle_old";
