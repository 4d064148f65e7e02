CREATE ROLE "group1";
CREATE ROLE "app" LOGIN CREATEDB NOINHERIT CONNECTION LIMIT 5 VALID UNTIL '2030-01-31 10:00:00.000000+00';
ALTER ROLE "app" SET "statement_timeout" TO '5s';
ALTER ROLE "app" SET "search_path" TO 'public', 'Odd one';
GRANT "group1" TO "app";
COMMENT ON ROLE "app" IS 'it';
CREATE TABLE "public"."notes" (
    "id" integer
);
CREATE POLICY "p" ON "public"."notes" TO "app";
GRANT SELECT ON TABLE "public"."notes" TO "app";
