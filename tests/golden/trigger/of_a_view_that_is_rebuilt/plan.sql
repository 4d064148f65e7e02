DROP VIEW "public"."v";
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
CREATE VIEW "public"."v" AS
SELECT id
   FROM public.t;
CREATE TRIGGER "a"
    INSTEAD OF INSERT ON "public"."v"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
COMMENT ON TRIGGER "a" ON "public"."v" IS 'stays';
