ALTER INDEX "public"."t_pkey" RENAME TO "other";
