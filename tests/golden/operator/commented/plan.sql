COMMENT ON OPERATOR "public".?> (text, text) IS 'it''s in';
