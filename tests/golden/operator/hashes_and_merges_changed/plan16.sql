DROP OPERATOR "public".=== (integer, integer);
CREATE OPERATOR "public".=== (FUNCTION = "int4eq", LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR("public".===), HASHES, MERGES);
