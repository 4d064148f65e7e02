ALTER TABLE "public"."t" ADD COLUMN "fresh" integer;
CREATE OR REPLACE FUNCTION "public"."f"()
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
ALTER TABLE "public"."t" DROP COLUMN "gone";
