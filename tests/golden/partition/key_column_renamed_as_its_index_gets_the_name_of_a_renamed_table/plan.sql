ALTER TABLE "public"."t" RENAME TO "u";
ALTER TABLE "public"."p" RENAME COLUMN "a" TO "c";
ALTER INDEX "public"."i" RENAME TO "t";
