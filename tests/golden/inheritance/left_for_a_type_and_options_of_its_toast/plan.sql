ALTER TABLE "public"."h" NO INHERIT "public"."p";
ALTER TABLE "public"."h" ALTER COLUMN "id" TYPE text;
ALTER TABLE "public"."h" SET ("toast"."autovacuum_enabled" = 'false');
