DROP INDEX "public"."i";
CREATE SCHEMA "app";
CREATE FUNCTION "app"."f"("a" integer)
    RETURNS integer
    LANGUAGE "sql"
    IMMUTABLE
    AS $$SELECT 1$$;
CREATE OR REPLACE FUNCTION "public"."standard"()
    RETURNS integer
    LANGUAGE "sql"
    RETURN app.f(2);
CREATE OR REPLACE VIEW "public"."v" AS
SELECT app.f(1) AS f;
ALTER TABLE "public"."t"
    DROP CONSTRAINT "c",
    ALTER COLUMN "id" SET DEFAULT app.f(1);
DROP FUNCTION "public"."f"(integer);
CREATE INDEX "i" ON "public"."t" USING btree ((app.f(id)));
ALTER TABLE "public"."t" ADD CONSTRAINT "c" CHECK (app.f(id) > 0);
