DROP TRIGGER "b" ON "public"."t";
CREATE OR REPLACE TRIGGER "a"
    BEFORE UPDATE OF "id" ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
ALTER TABLE "public"."t" DROP COLUMN "gone";
