ALTER TABLE "public"."t" DROP COLUMN "a";
DROP DOMAIN "public"."d";
ALTER MATERIALIZED VIEW "public"."v" RENAME TO "d";
ALTER TABLE "public"."h" RENAME TO "v";
DROP MATERIALIZED VIEW "public"."d";
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
CREATE MATERIALIZED VIEW "public"."d" AS
SELECT id,
    b
   FROM public.t;
