ALTER TABLE "public"."t" DROP COLUMN "a";
DROP TYPE "public"."whole";
DROP TYPE "public"."part";
