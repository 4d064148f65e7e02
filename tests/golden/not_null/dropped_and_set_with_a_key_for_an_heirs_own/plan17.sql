ALTER TABLE "public"."users" ALTER COLUMN "id" TYPE text COLLATE "C";
