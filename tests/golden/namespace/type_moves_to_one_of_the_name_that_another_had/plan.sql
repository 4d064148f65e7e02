ALTER SCHEMA "app" RENAME TO "other";
CREATE SCHEMA "app";
ALTER TYPE "public"."e" SET SCHEMA "app";
