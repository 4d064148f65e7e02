ALTER TABLE "public"."t" RENAME TO "u";
