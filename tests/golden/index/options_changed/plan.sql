ALTER INDEX "public"."i"
    RESET ("fillfactor"),
    SET ("deduplicate_items" = 'off');
