ALTER INDEX "public"."i" RENAME TO "j";
