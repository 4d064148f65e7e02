ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER INDEX "public"."t_pkey" RENAME TO "t_pkey__mizzle_old";
DROP VIEW "public"."v";
CREATE TABLE "public"."t" (
    "id" integer DEFAULT nextval('public.t_id_seq'::regclass) NOT NULL,
    "at" timestamp without time zone NOT NULL,
    "x" text DEFAULT 'q'::text,
    CONSTRAINT "t_pkey" PRIMARY KEY ("id", "at")
) PARTITION BY RANGE (at);
ALTER SEQUENCE "public"."t_id_seq" OWNED BY "public"."t"."id";
COMMENT ON TABLE "public"."t" IS 'things that happened';
ALTER TABLE "public"."f"
    DROP CONSTRAINT "f_id_at_fkey",
    ALTER COLUMN "at" TYPE timestamp without time zone;
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."t1";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."t2";
DROP TABLE "public"."t__mizzle_old";
CREATE INDEX "t_x" ON "public"."t" USING btree ("x");
CREATE VIEW "public"."v" AS
SELECT t.id,
    t.at,
    t.x
   FROM public.t;
ALTER TABLE "public"."t1" ALTER COLUMN "at" TYPE timestamp without time zone;
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t1" FOR VALUES FROM ('2020-01-01 00:00:00') TO ('2021-01-01 00:00:00');
ALTER TABLE "public"."t2" ALTER COLUMN "at" TYPE timestamp without time zone;
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t2" DEFAULT;
ALTER TABLE "public"."f" ADD CONSTRAINT "f_id_at_fkey" FOREIGN KEY ("id", "at") REFERENCES "public"."t" ("id", "at");
