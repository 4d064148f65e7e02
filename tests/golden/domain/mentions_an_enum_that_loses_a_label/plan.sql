ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
CREATE TYPE "public"."mood" AS ENUM ('sad', 'ok');
ALTER DOMAIN "public"."m" DROP CONSTRAINT "m_check";
ALTER DOMAIN "public"."m" ADD CONSTRAINT "m_check" CHECK (VALUE <> ('sad'::public.mood)::text);
ALTER DOMAIN "public"."m" SET DEFAULT ('ok'::public.mood)::text;
ALTER TABLE "public"."t"
    ALTER COLUMN "b" TYPE "public"."mood" USING "b"::pg_catalog.text::"public"."mood",
    ALTER COLUMN "c" SET DEFAULT ('ok'::public.mood)::text;
DROP TYPE "public"."mood__mizzle_old";
