ALTER TABLE "public"."t" SET SCHEMA "far";
ALTER INDEX "far"."pk" RENAME TO "new_pk";
ALTER TABLE "far"."t" RENAME TO "pk";
