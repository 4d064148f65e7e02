ALTER TABLE "public"."t" SET SCHEMA "app";
