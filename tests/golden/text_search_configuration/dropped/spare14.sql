ALTER TABLE "public"."t" DROP COLUMN "b"
