ALTER TABLE "public"."t" RENAME COLUMN "a" TO "z";
