DROP TRIGGER "d" ON "public"."t";
DROP TRIGGER "e" ON "public"."t";
CREATE OR REPLACE TRIGGER "a"
    BEFORE INSERT ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."g"();
CREATE OR REPLACE TRIGGER "b"
    BEFORE UPDATE OF "id", "name" ON "public"."t"
    FOR EACH ROW
    WHEN ((new.id > 2))
    EXECUTE FUNCTION "public"."f"();
CREATE OR REPLACE TRIGGER "c"
    AFTER INSERT ON "public"."t"
    REFERENCING NEW TABLE AS "rows"
    FOR EACH STATEMENT
    EXECUTE FUNCTION "public"."f"('y');
COMMENT ON TRIGGER "g" ON "public"."t" IS 'new';
CREATE CONSTRAINT TRIGGER "d"
    AFTER UPDATE ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
CREATE CONSTRAINT TRIGGER "e"
    AFTER UPDATE ON "public"."t" DEFERRABLE
    FOR EACH ROW
    EXECUTE FUNCTION "public"."g"();
