ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "n" integer DEFAULT 0
) PARTITION BY RANGE (day);
CREATE TABLE "public"."t_2026" PARTITION OF "public"."t" FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE "public"."t_2027" PARTITION OF "public"."t" FOR VALUES FROM ('2027-01-01') TO ('2028-01-01');
INSERT INTO "public"."t" ("id", "day", "n")
SELECT "id", "day", "n" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
CREATE INDEX "t_day" ON "public"."t" USING btree ("day");
ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id", "day");
