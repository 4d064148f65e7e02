ALTER INDEX "public"."x" RENAME TO "x__mizzle_old";
ALTER INDEX "public"."y" RENAME TO "x";
ALTER INDEX "public"."x__mizzle_old" RENAME TO "y";
ALTER INDEX "public"."i" RENAME TO "i__mizzle_old";
ALTER INDEX "public"."j" RENAME TO "i";
ALTER INDEX "public"."k" RENAME TO "j";
ALTER INDEX "public"."i__mizzle_old" RENAME TO "k";
