DROP INDEX "public"."words_plain";
ALTER TABLE "public"."words" ALTER COLUMN "word" TYPE text;
DROP COLLATION "public"."plain";
