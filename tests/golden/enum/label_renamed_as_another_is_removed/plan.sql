ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
ALTER TYPE "public"."mood__mizzle_old" RENAME VALUE 'ok' TO 'fine';
CREATE TYPE "public"."mood" AS ENUM ('sad', 'fine');
ALTER TABLE "public"."t"
    ALTER COLUMN "m" DROP DEFAULT,
    ALTER COLUMN "m" TYPE "public"."mood" USING "m"::pg_catalog.text::"public"."mood",
    ALTER COLUMN "many" TYPE "public"."mood"[] USING "many"::pg_catalog.text[]::"public"."mood"[],
    ALTER COLUMN "m" SET DEFAULT 'fine'::public.mood;
DROP TYPE "public"."mood__mizzle_old";
