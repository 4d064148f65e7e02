ALTER TABLE "public"."p" ALTER COLUMN "id" TYPE text COLLATE "C";
