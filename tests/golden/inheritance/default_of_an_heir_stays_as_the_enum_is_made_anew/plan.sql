ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
CREATE TYPE "public"."mood" AS ENUM ('good', 'bad');
ALTER TABLE "public"."p"
    ALTER COLUMN "u" DROP DEFAULT,
    ALTER COLUMN "u" TYPE "public"."mood" USING "u"::pg_catalog.text::"public"."mood";
ALTER TABLE "public"."c" ALTER COLUMN "u" SET DEFAULT 'good'::public.mood;
DROP TYPE "public"."mood__mizzle_old";
