DROP VIEW "public"."w";
CREATE FUNCTION "public"."f"()
    RETURNS text
    LANGUAGE "sql"
    AS $$SELECT 'f'$$;
ALTER VIEW "public"."v" ALTER COLUMN "a" SET DEFAULT 'y'::text;
ALTER VIEW "public"."v" ALTER COLUMN "b" SET DEFAULT public.f();
ALTER VIEW "public"."v" ALTER COLUMN "id" DROP DEFAULT;
CREATE VIEW "public"."w" AS
SELECT a,
    id
   FROM public.t;
ALTER VIEW "public"."w" ALTER COLUMN "id" SET DEFAULT 5;
