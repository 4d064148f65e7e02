DROP FUNCTION "public"."f"();
ALTER TABLE "public"."t"
    DROP COLUMN "gone",
    ADD COLUMN "fresh" integer;
CREATE FUNCTION "public"."f"()
    RETURNS bigint
    LANGUAGE "sql"
    BEGIN ATOMIC
 INSERT INTO public.t (id)
   VALUES (1);
 SELECT count(t.fresh) AS count
    FROM public.t;
END;
CREATE OR REPLACE FUNCTION "public"."g"()
    RETURNS bigint
    LANGUAGE "sql"
    RETURN public.f();
