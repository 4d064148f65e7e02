ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
    "at" date NOT NULL
) PARTITION BY RANGE (at);
ALTER SEQUENCE "public"."t_id_seq" OWNED BY "public"."t"."id";
ALTER TABLE "public"."t1"
    DROP CONSTRAINT "c1",
    NO INHERIT "public"."t__mizzle_old";
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t1" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
ALTER TABLE "public"."t2"
    DROP CONSTRAINT "c2",
    NO INHERIT "public"."t__mizzle_old";
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t2" FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
INSERT INTO "public"."t" ("id", "at")
SELECT "id", "at" FROM ONLY "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id", "at");
