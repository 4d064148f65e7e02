ALTER TABLE "public"."t"
    ADD COLUMN "a" text,
    ALTER COLUMN "a" SET STORAGE main;
