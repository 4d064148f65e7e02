ALTER TYPE "public"."p" DROP ATTRIBUTE "a", DROP ATTRIBUTE "b", DROP ATTRIBUTE "d", ALTER ATTRIBUTE "c" TYPE text COLLATE "C", ADD ATTRIBUTE "a" bigint, ADD ATTRIBUTE "e" integer, ADD ATTRIBUTE "d" integer;
COMMENT ON COLUMN "public"."p"."a" IS 'two';
COMMENT ON COLUMN "public"."p"."e" IS 'new';
