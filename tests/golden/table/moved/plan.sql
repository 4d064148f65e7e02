ALTER TABLE "public"."t" SET SCHEMA "s";
