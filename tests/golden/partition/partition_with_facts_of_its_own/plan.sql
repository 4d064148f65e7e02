CREATE TABLE "public"."m2" PARTITION OF "public"."m" (
    "n" DEFAULT 10,
    "note" NOT NULL,
    CONSTRAINT "few" CHECK (n < 100)
) FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE INDEX "m2_note" ON "public"."m2" USING btree ("note");
