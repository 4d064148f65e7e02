ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
ALTER DOMAIN "public"."m" RENAME TO "m__mizzle_old";
CREATE TYPE "public"."mood" AS ENUM ('sad', 'ok');
CREATE DOMAIN "public"."m" AS "public"."mood" DEFAULT 'ok'::public.mood NOT NULL CONSTRAINT "m_check" CHECK (VALUE <> 'sad'::public.mood);
ALTER TABLE "public"."t"
    ALTER COLUMN "a" TYPE "public"."m" USING "a"::pg_catalog.text::"public"."m",
    ALTER COLUMN "b" TYPE "public"."m"[] USING "b"::pg_catalog.text[]::"public"."m"[],
    ALTER COLUMN "c" TYPE "public"."mood" USING "c"::pg_catalog.text::"public"."mood";
DROP DOMAIN "public"."m__mizzle_old";
DROP TYPE "public"."mood__mizzle_old";
