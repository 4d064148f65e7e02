ALTER SEQUENCE "public"."z" OWNED BY "public"."a"."id";
ALTER TABLE "public"."a" SET UNLOGGED;
