ALTER TYPE "app"."kind" SET SCHEMA "public";
ALTER TABLE "public"."x" RENAME CONSTRAINT "c" TO "d";
DROP TABLE "public"."name";
ALTER TYPE "public"."kind" RENAME TO "name";
