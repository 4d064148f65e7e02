ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
DROP CAST (text AS "public"."mood__mizzle_old");
CREATE TYPE "public"."mood" AS ENUM ('sad', 'ok');
CREATE CAST (text AS "public"."mood") WITH INOUT;
ALTER TABLE "public"."t" ALTER COLUMN "a" TYPE "public"."mood" USING "a"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."mood__mizzle_old";
