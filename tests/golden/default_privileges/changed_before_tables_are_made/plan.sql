ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" REVOKE USAGE ON SEQUENCES FROM "app";
CREATE SEQUENCE "public"."counter";
CREATE FUNCTION "public"."one"()
    RETURNS integer
    LANGUAGE "sql"
    AS $$SELECT 1$$;
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" GRANT INSERT, UPDATE ON TABLES TO "app";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" GRANT SELECT ON TABLES TO PUBLIC;
CREATE TABLE "public"."counted" (
    "id" integer GENERATED ALWAYS AS IDENTITY NOT NULL,
    "old" serial
);
CREATE TABLE "public"."notes" (
    "id" integer
);
CREATE VIEW "public"."seen" AS
SELECT id
   FROM public.notes;
REVOKE INSERT, UPDATE ON TABLE "public"."counted" FROM "app";
REVOKE SELECT ON TABLE "public"."counted" FROM PUBLIC;
GRANT INSERT ON TABLE "public"."notes" TO "other";
ALTER TABLE "public"."there" ADD COLUMN "more" integer;
