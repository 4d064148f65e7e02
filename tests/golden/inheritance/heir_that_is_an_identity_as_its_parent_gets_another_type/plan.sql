ALTER TABLE "public"."a" ALTER COLUMN "id" TYPE bigint;
ALTER TABLE ONLY "public"."a" ALTER COLUMN "id" SET DEFAULT '-6'::integer;
ALTER TABLE "public"."c" ALTER COLUMN "id" SET DEFAULT '-6'::integer;
