ALTER TYPE "public"."s" RENAME TO "s__mizzle_old";
DROP INDEX "public"."i";
CREATE TYPE "public"."s" AS ENUM ('c', 'b', 'a');
ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_s_check",
    ALTER COLUMN "l" DROP DEFAULT,
    ALTER COLUMN "s" DROP DEFAULT,
    ALTER COLUMN "l" TYPE "public"."s"[] USING "l"::pg_catalog.text[]::"public"."s"[],
    ALTER COLUMN "s" TYPE "public"."s" USING "s"::pg_catalog.text::"public"."s",
    ALTER COLUMN "l" SET DEFAULT '{a,c}'::public.s[],
    ALTER COLUMN "s" SET DEFAULT 'a'::public.s,
    ADD CONSTRAINT "t_s_check" CHECK (s <> 'c'::public.s);
DROP TYPE "public"."s__mizzle_old";
CREATE INDEX "i" ON "public"."t" USING btree ("s") WHERE (s = 'a'::public.s);
