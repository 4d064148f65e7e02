ALTER TABLE "public"."h" NO INHERIT "public"."p";
ALTER TABLE "public"."h" DROP CONSTRAINT "c";
ALTER TABLE "public"."p"
    DROP CONSTRAINT "c",
    SET ("autovacuum_enabled" = 'false');
