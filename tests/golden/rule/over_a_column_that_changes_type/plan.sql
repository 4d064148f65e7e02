DROP RULE "a" ON "public"."t";
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
CREATE RULE "a" AS
    ON INSERT TO "public"."t" DO  INSERT INTO public.log (id, name)
  VALUES (new.id, new.name);
COMMENT ON RULE "a" ON "public"."t" IS 'stays';
