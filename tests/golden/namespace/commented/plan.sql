COMMENT ON SCHEMA "app" IS 'it''s';
