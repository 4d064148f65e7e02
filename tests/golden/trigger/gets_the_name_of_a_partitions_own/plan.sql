DROP TRIGGER "z" ON "public"."p1";
ALTER TRIGGER "a" ON "public"."p" RENAME TO "z";
CREATE TRIGGER "a"
    BEFORE INSERT ON "public"."p1"
    FOR EACH ROW
    WHEN ((new.id > 0))
    EXECUTE FUNCTION "public"."f"();
