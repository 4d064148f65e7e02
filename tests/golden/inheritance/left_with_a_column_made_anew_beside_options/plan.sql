ALTER TABLE "public"."h" NO INHERIT "public"."p";
ALTER TABLE "public"."h"
    DROP COLUMN "x",
    ADD COLUMN "x" text GENERATED ALWAYS AS ('a'::text || id) STORED;
DROP TABLE "public"."p";
ALTER TABLE "public"."h" SET ("toast"."autovacuum_enabled" = 'false');
