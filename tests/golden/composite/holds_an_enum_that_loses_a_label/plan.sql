ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
ALTER TYPE "public"."p" RENAME TO "p__mizzle_old";
CREATE TYPE "public"."mood" AS ENUM ('sad', 'ok');
ALTER TYPE "public"."unused" ALTER ATTRIBUTE "m" TYPE "public"."mood";
CREATE TYPE "public"."p" AS ("m" "public"."mood", "ms" "public"."mood"[], "n" integer);
ALTER TABLE "public"."t"
    ALTER COLUMN "v" TYPE "public"."p" USING CASE WHEN "v" IS NOT DISTINCT FROM NULL THEN NULL ELSE ROW(("v")."m"::pg_catalog.text::"public"."mood", ("v")."ms"::pg_catalog.text[]::"public"."mood"[], ("v")."n")::"public"."p" END,
    ALTER COLUMN "w" TYPE "public"."p"[] USING "w"::pg_catalog.text[]::"public"."p"[],
    ALTER COLUMN "x" TYPE "public"."mood" USING "x"::pg_catalog.text::"public"."mood";
DROP TYPE "public"."p__mizzle_old";
DROP TYPE "public"."mood__mizzle_old";
