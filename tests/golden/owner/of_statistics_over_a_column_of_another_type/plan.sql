ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
