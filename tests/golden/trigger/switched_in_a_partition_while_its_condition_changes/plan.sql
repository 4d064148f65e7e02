ALTER TABLE "public"."days" ALTER COLUMN "kind" TYPE bigint;
CREATE OR REPLACE TRIGGER "seen"
    AFTER INSERT OR UPDATE OF "kind" ON "public"."days"
    FOR EACH ROW
    WHEN ((new.kind > 0))
    EXECUTE FUNCTION "public"."seen"();
ALTER TABLE "public"."may" ENABLE ALWAYS TRIGGER "seen";
