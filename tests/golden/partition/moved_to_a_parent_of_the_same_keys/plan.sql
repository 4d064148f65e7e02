ALTER TABLE "public"."days" DETACH PARTITION "public"."june";
DROP INDEX "public"."june_kind_idx";
ALTER TABLE "public"."days" DETACH PARTITION "public"."may";
CREATE TABLE "public"."nights" (
    "day" date NOT NULL,
    "kind" text,
    CONSTRAINT "nights_pkey" PRIMARY KEY ("day")
) PARTITION BY RANGE (day);
ALTER TABLE "public"."nights" ATTACH PARTITION "public"."may" FOR VALUES FROM ('2026-05-01') TO ('2026-06-01');
CREATE INDEX "nights_kind" ON "public"."nights" USING btree ("kind");
