ALTER DOMAIN "public"."d" RENAME TO "d__mizzle_old";
ALTER DOMAIN "public"."e" RENAME TO "e__mizzle_old";
DROP VIEW "public"."v";
CREATE DOMAIN "public"."d" AS text DEFAULT '1'::text CONSTRAINT "d_check" CHECK (VALUE <> ''::text);
COMMENT ON DOMAIN "public"."d" IS 'kept';
CREATE DOMAIN "public"."e" AS "public"."d" DEFAULT '1'::text;
ALTER TABLE "public"."p"
    ALTER COLUMN "b" DROP DEFAULT,
    ALTER COLUMN "a" TYPE "public"."d",
    ALTER COLUMN "b" TYPE "public"."e",
    ALTER COLUMN "c" TYPE "public"."d"[],
    ALTER COLUMN "b" SET DEFAULT '2'::text;
DROP DOMAIN "public"."e__mizzle_old";
CREATE VIEW "public"."v" AS
SELECT p.a,
    p.b
   FROM public.p
  WHERE ((p.b)::text > '0'::text);
ALTER TABLE "public"."q" ALTER COLUMN "a" TYPE "public"."d";
DROP DOMAIN "public"."d__mizzle_old";
