DROP TABLE "public"."a";
ALTER TABLE "public"."b" ADD COLUMN "k" integer;
