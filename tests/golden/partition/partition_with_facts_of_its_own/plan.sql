CREATE TABLE "public"."m2" PARTITION OF "public"."m" (
    CONSTRAINT "few" CHECK (n < 100)
) FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE INDEX "m2_note" ON "public"."m2" USING btree ("note");
ALTER TABLE "public"."m2"
    ALTER COLUMN "note" SET NOT NULL,
    ALTER COLUMN "n" SET DEFAULT 10;
