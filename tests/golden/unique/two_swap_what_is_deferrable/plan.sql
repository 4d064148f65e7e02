ALTER INDEX "public"."a" RENAME TO "a__mizzle_old";
ALTER INDEX "public"."b" RENAME TO "a";
ALTER INDEX "public"."a__mizzle_old" RENAME TO "b";
