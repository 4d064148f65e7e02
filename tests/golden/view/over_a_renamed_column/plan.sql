ALTER TABLE "public"."t" RENAME COLUMN "name" TO "title";
