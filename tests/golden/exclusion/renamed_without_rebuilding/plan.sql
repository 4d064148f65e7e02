ALTER INDEX "public"."x" RENAME TO "y";
