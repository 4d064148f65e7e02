CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi); COMMENT ON TYPE floats IS 'of floats';
CREATE TYPE textrange AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops, multirange_type_name = texts); CREATE TABLE t (a floats, b floats_multirange, c textrange, d texts[]);
