ALTER TABLE "public"."t" ADD COLUMN "long" text;
ALTER TABLE "public"."t" SET ("fillfactor" = '70', "toast"."autovacuum_enabled" = 'false');
