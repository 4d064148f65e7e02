ALTER TABLE "public"."users" RENAME COLUMN "name" TO "full_name";
ALTER TABLE "public"."posts" ALTER COLUMN "name" SET NOT NULL;
