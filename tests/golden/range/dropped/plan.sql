ALTER TABLE "public"."t" DROP COLUMN "a";
DROP TYPE "public"."floats";
