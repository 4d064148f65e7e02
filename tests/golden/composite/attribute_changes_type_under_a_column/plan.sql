ALTER TYPE "public"."p" RENAME TO "p__mizzle_old";
ALTER TYPE "public"."q" RENAME TO "q__mizzle_old";
DROP INDEX "public"."t_b_idx";
DROP VIEW "public"."x";
CREATE TYPE "public"."p" AS ("a" bigint, "b" text);
CREATE TYPE "public"."q" AS ("p" "public"."p", "n" integer);
ALTER TABLE "public"."t"
    ALTER COLUMN "v" DROP DEFAULT,
    ALTER COLUMN "v" TYPE "public"."p" USING CASE WHEN "v" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("v")."a"::bigint, ("v")."b")::"public"."p" END,
    ALTER COLUMN "w" TYPE "public"."q" USING CASE WHEN "w" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(CASE WHEN ("w")."p" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW((("w")."p")."a"::bigint, (("w")."p")."b")::"public"."p" END, ("w")."n")::"public"."q" END,
    ALTER COLUMN "v" SET DEFAULT ROW((1)::bigint, 'x'::text)::public.p;
DROP TYPE "public"."q__mizzle_old";
DROP TYPE "public"."p__mizzle_old";
CREATE INDEX "t_b_idx" ON "public"."t" USING btree (((v).b));
CREATE VIEW "public"."x" AS
SELECT (v).a AS a
   FROM public.t;
