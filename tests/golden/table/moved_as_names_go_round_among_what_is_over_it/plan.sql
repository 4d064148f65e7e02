ALTER TABLE "public"."t" RENAME TO "pk__mizzle_old";
ALTER TABLE "public"."pk__mizzle_old" SET SCHEMA "app";
ALTER INDEX "app"."i" RENAME TO "v";
ALTER INDEX "app"."pk" RENAME TO "i";
ALTER TABLE "app"."pk__mizzle_old" RENAME TO "pk";
ALTER VIEW "public"."v" RENAME TO "t__mizzle_old";
ALTER VIEW "public"."t__mizzle_old" SET SCHEMA "app";
ALTER VIEW "app"."t__mizzle_old" RENAME TO "t";
