ALTER INDEX "public"."u" RENAME TO "v";
