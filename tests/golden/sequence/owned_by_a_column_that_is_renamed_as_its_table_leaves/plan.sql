ALTER TABLE "public"."t" NO INHERIT "public"."above";
ALTER TABLE "public"."t" RENAME COLUMN "id" TO "a";
ALTER SEQUENCE "public"."s" OWNED BY "public"."t"."a";
ALTER TABLE "public"."t" SET UNLOGGED;
