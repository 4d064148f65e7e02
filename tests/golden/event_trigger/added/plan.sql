CREATE FUNCTION "public"."f"()
    RETURNS event_trigger
    LANGUAGE "plpgsql"
    AS $$BEGIN END$$;
CREATE EVENT TRIGGER "B" ON sql_drop
    EXECUTE FUNCTION "public"."f"();
ALTER EVENT TRIGGER "B" DISABLE;
CREATE EVENT TRIGGER "a" ON ddl_command_end
    WHEN TAG IN ('CREATE TABLE', 'ALTER TABLE')
    EXECUTE FUNCTION "public"."f"();
COMMENT ON EVENT TRIGGER "a" IS 'watches';
