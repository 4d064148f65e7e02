DROP INDEX "other"."i";
ALTER TABLE "public"."t" SET SCHEMA "other";
