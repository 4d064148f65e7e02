ALTER TABLE "public"."m" RENAME TO "months";
ALTER TABLE "public"."months" RENAME COLUMN "n" TO "amount";
