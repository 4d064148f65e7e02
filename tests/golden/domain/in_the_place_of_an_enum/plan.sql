ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
CREATE DOMAIN "public"."mood" AS text;
ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE "public"."mood";
DROP TYPE "public"."mood__mizzle_old";
