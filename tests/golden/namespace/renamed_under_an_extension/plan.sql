ALTER SCHEMA "a" RENAME TO "b";
ALTER TABLE "public"."t" ADD COLUMN "n" integer;
