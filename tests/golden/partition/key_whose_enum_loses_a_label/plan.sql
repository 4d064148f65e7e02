ALTER TYPE "public"."mood" RENAME TO "mood__mizzle_old";
ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
DROP INDEX "public"."i";
CREATE TYPE "public"."mood" AS ENUM ('a', 'b');
CREATE TABLE "public"."t" (
    "id" integer,
    "m" "public"."mood" DEFAULT 'a'::public.mood,
    "w" character varying(9),
    CONSTRAINT "t_w_check" CHECK ((w)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))
) PARTITION BY LIST (m);
ALTER TABLE "public"."t__mizzle_old" DROP CONSTRAINT "t_w_check";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."t1";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."t2";
DROP TABLE "public"."t__mizzle_old";
CREATE INDEX "i" ON "public"."t" USING btree ("id") WHERE (m = 'a'::public.mood);
ALTER TABLE "public"."t1"
    ALTER COLUMN "m" DROP DEFAULT,
    ALTER COLUMN "m" TYPE "public"."mood" USING "m"::pg_catalog.text::"public"."mood",
    ALTER COLUMN "m" SET DEFAULT 'a'::public.mood,
    ADD CONSTRAINT "t_w_check" CHECK ((w)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]));
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t1" FOR VALUES IN ('a');
ALTER TABLE "public"."t2"
    ALTER COLUMN "m" DROP DEFAULT,
    ALTER COLUMN "m" TYPE "public"."mood" USING "m"::pg_catalog.text::"public"."mood",
    ALTER COLUMN "m" SET DEFAULT 'a'::public.mood,
    ADD CONSTRAINT "t_w_check" CHECK ((w)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]));
DROP TYPE "public"."mood__mizzle_old";
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t2" DEFAULT;
