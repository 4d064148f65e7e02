ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" bigint,
    "kind" text,
    "v" numeric GENERATED ALWAYS AS (id * 2) STORED,
    "note" text DEFAULT 'none'::text,
    CONSTRAINT "small" CHECK (id < 100)
) PARTITION BY LIST (kind);
CREATE TABLE "public"."t_a" PARTITION OF "public"."t" FOR VALUES IN ('a');
CREATE TABLE "public"."t_rest" PARTITION OF "public"."t" DEFAULT;
INSERT INTO "public"."t" ("id", "kind")
SELECT "id", "kind" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
