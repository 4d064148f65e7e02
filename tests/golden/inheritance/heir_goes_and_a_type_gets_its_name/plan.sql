ALTER TABLE "public"."t" RENAME COLUMN "g" TO "new_g";
DROP TABLE "public"."h";
ALTER TYPE "public"."c" RENAME TO "h";
