ALTER DOMAIN "public"."d" RENAME TO "d__mizzle_old";
DROP VIEW "public"."v";
CREATE DOMAIN "public"."d" AS integer NOT NULL CONSTRAINT "d_check" CHECK (VALUE > 0);
ALTER TABLE "public"."t"
    ALTER COLUMN "a" DROP DEFAULT,
    ALTER COLUMN "a" TYPE "public"."d"[],
    ALTER COLUMN "b" TYPE "public"."d",
    ALTER COLUMN "a" SET DEFAULT '{1}'::public.d[];
DROP DOMAIN "public"."d__mizzle_old";
CREATE VIEW "public"."v" AS
SELECT a
   FROM public.t;
