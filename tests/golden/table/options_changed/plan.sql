ALTER TABLE "public"."t"
    RESET ("autovacuum_enabled"),
    SET ("fillfactor" = '80', "toast"."autovacuum_enabled" = 'false');
