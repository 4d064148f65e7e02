CREATE TABLE "public"."m" (
    "id" bigint NOT NULL,
    "day" date NOT NULL,
    "n" integer DEFAULT 0,
    "note" text,
    CONSTRAINT "m_pkey" PRIMARY KEY ("id", "day")
) PARTITION BY RANGE (day);
CREATE TABLE "public"."m1" PARTITION OF "public"."m" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE "public"."md" PARTITION OF "public"."m" DEFAULT;
CREATE INDEX "m_n" ON "public"."m" USING btree ("n");
