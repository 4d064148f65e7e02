ALTER TABLE "public"."n" NO INHERIT "public"."t";
ALTER TABLE "public"."t" ALTER COLUMN "id" DROP DEFAULT;
ALTER TABLE "public"."a"
    ADD COLUMN "x" text,
    ALTER COLUMN "id" SET DEFAULT 4;
ALTER TABLE "public"."n"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" TYPE integer,
    ALTER COLUMN "id" SET DEFAULT 4;
ALTER TABLE "public"."a" ATTACH PARTITION "public"."n" FOR VALUES IN (1);
