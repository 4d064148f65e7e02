DROP TRIGGER "a" ON "public"."t";
DROP TRIGGER "b" ON "public"."t";
ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint;
CREATE TRIGGER "a"
    BEFORE UPDATE OF "id" ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
COMMENT ON TRIGGER "a" ON "public"."t" IS 'stays';
CREATE TRIGGER "b"
    BEFORE UPDATE ON "public"."t"
    FOR EACH ROW
    WHEN ((new.id > 1))
    EXECUTE FUNCTION "public"."f"();
ALTER TABLE "public"."t" DISABLE TRIGGER "b";
