ALTER TYPE "public"."e" RENAME TO "e__mizzle_old";
DROP VIEW "public"."v";
CREATE TYPE "public"."e" AS ENUM ('a', 'b');
ALTER TABLE "public"."t" ALTER COLUMN "e" TYPE "public"."e" USING "e"::pg_catalog.text::"public"."e";
DROP TYPE "public"."e__mizzle_old";
CREATE VIEW "public"."v" AS
SELECT t.id
   FROM public.t
  WHERE (t.e = 'a'::public.e);
