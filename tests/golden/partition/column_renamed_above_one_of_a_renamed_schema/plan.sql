ALTER SCHEMA "far" RENAME TO "away";
ALTER TABLE "public"."near" RENAME TO "renamed";
ALTER TABLE "public"."whole" RENAME COLUMN "b" TO "posts";
ALTER TABLE "public"."up" RENAME CONSTRAINT "id_is" TO "id_was";
