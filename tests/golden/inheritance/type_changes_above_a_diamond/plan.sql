ALTER TABLE "public"."a" ALTER COLUMN "u" TYPE bigint;
