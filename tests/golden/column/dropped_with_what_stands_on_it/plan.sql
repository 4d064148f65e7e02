ALTER TABLE "public"."t" DROP COLUMN "a";
