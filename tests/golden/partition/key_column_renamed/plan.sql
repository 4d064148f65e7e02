ALTER TABLE "public"."m" RENAME COLUMN "day" TO "at";
