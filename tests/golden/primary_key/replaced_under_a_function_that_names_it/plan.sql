DROP FUNCTION "public"."f"();
ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_pkey",
    ADD CONSTRAINT "pk" PRIMARY KEY ("id", "k");
CREATE FUNCTION "public"."f"()
    RETURNS void
    LANGUAGE "sql"
    BEGIN ATOMIC
 INSERT INTO public.t (id, k)
   VALUES (1, 2) ON CONFLICT ON CONSTRAINT pk DO NOTHING;
END;
