ALTER TABLE "public"."days" DETACH PARTITION "public"."april";
DROP TABLE "public"."april";
ALTER TABLE "public"."may" DETACH PARTITION "public"."mayday";
DROP TABLE "public"."mayday";
ALTER TABLE "public"."books" DROP CONSTRAINT "books_year_fkey";
DROP TABLE "public"."y2026";
