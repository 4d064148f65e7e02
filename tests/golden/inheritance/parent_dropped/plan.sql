ALTER TABLE "public"."a" NO INHERIT "public"."base";
DROP TABLE "public"."base";
