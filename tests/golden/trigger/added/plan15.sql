CREATE FUNCTION "public"."f"()
    RETURNS trigger
    LANGUAGE "plpgsql"
    AS $$BEGIN RETURN new; END$$;
CREATE TABLE "public"."other" (
    "id" integer
);
CREATE VIEW "public"."v" AS
SELECT t.id,
    t.name
   FROM public.t;
CREATE TRIGGER "always"
    BEFORE INSERT ON "public"."other"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
CREATE TRIGGER "off"
    BEFORE INSERT ON "public"."other"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
CREATE TRIGGER "Second one"
    AFTER TRUNCATE ON "public"."t"
    FOR EACH STATEMENT
    EXECUTE FUNCTION "public"."f"();
CREATE TRIGGER "built_in"
    BEFORE UPDATE ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "suppress_redundant_updates_trigger"();
CREATE CONSTRAINT TRIGGER "checked"
    AFTER INSERT ON "public"."t" FROM "public"."other" DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW
    WHEN ((new.id > 0))
    EXECUTE FUNCTION "public"."f"();
CREATE TRIGGER "condition"
    BEFORE UPDATE ON "public"."t"
    FOR EACH ROW
    WHEN (((old.* IS DISTINCT FROM new.*) AND (new.name <> ' FOR EACH ROW WHEN ('::text)))
    EXECUTE FUNCTION "public"."f"(') EXECUTE FUNCTION ');
CREATE TRIGGER "first"
    BEFORE INSERT OR DELETE OR UPDATE OF "id", "name" ON "public"."t"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"('a', 'it''s', E'back\\slash', '', ') EXECUTE FUNCTION ');
CREATE CONSTRAINT TRIGGER "later"
    AFTER INSERT ON "public"."t" DEFERRABLE
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
CREATE TRIGGER "third"
    AFTER UPDATE ON "public"."t"
    REFERENCING OLD TABLE AS "old_rows" NEW TABLE AS "New rows"
    FOR EACH STATEMENT
    EXECUTE FUNCTION "public"."f"();
COMMENT ON TRIGGER "third" ON "public"."t" IS 'three';
CREATE TRIGGER "instead"
    INSTEAD OF INSERT ON "public"."v"
    FOR EACH ROW
    EXECUTE FUNCTION "public"."f"();
COMMENT ON TRIGGER "instead" ON "public"."v" IS 'instead';
ALTER TABLE "public"."other"
    ENABLE ALWAYS TRIGGER "always",
    DISABLE TRIGGER "off";
