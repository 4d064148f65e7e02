ALTER TABLE "public"."people" DROP COLUMN "feels";
DROP TYPE "public"."mood";
CREATE SEQUENCE "public"."mood";
