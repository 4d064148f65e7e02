ALTER TABLE "public"."t" DROP COLUMN "a";
DROP EXTENSION "citext";
