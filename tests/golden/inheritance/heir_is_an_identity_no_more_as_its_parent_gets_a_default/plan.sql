ALTER TABLE "public"."b" ALTER COLUMN "id" DROP IDENTITY;
ALTER TABLE "public"."a" ALTER COLUMN "id" TYPE text;
ALTER TABLE ONLY "public"."a" ALTER COLUMN "id" SET DEFAULT 'x'::text;
ALTER TABLE "public"."b" ALTER COLUMN "id" SET DEFAULT 'x'::text;
