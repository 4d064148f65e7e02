ALTER TABLE "public"."h" NO INHERIT "public"."p";
DROP TABLE "public"."p";
