ALTER TABLE "public"."a" RENAME TO "b";
ALTER TABLE "public"."b" RENAME COLUMN "id" TO "number";
ALTER INDEX "public"."a_pkey" RENAME TO "b_pkey";
ALTER PUBLICATION "news" RENAME TO "fresh";
