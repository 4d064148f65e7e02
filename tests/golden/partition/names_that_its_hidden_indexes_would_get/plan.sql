CREATE TABLE "public"."m2_n_idx" (
    "id" integer
);
CREATE VIEW "public"."m1_o_idx" AS
SELECT 1 AS one;
CREATE INDEX "m_o" ON "public"."m" USING btree ("o");
ALTER TABLE "public"."other" ADD CONSTRAINT "m2_pkey" UNIQUE ("id");
CREATE TABLE "public"."m2" PARTITION OF "public"."m" DEFAULT;
