ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
DROP MATERIALIZED VIEW "public"."m";
DROP VIEW "public"."v";
CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "day" date NOT NULL
) PARTITION BY RANGE (day);
ALTER TABLE "public"."t__mizzle_old" NO FORCE ROW LEVEL SECURITY;
CREATE TABLE "public"."t_rest" PARTITION OF "public"."t" DEFAULT;
INSERT INTO "public"."t" ("id", "day")
SELECT "id", "day" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
CREATE VIEW "public"."v" AS
SELECT id
   FROM public.t;
CREATE MATERIALIZED VIEW "public"."m" AS
SELECT count(*) AS n
   FROM public.v;
CREATE TRIGGER "note"
    BEFORE INSERT ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."noted"();
CREATE POLICY "mine" ON "public"."t" USING (id < 0);
ALTER TABLE "public"."t"
    ENABLE ROW LEVEL SECURITY,
    FORCE ROW LEVEL SECURITY;
COMMENT ON TABLE "public"."t" IS 'days';
GRANT SELECT ON TABLE "public"."t" TO "golden_reader";
