CREATE EXTENSION "citext" WITH SCHEMA "public" VERSION '1.4';
ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE "public"."citext" USING "a"::"public"."citext";
