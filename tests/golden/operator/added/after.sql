CREATE FUNCTION has(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) > 0';
CREATE FUNCTION inside(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($2, $1) > 0';
CREATE FUNCTION lacks(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) = 0';
CREATE OPERATOR ?> (FUNCTION = has, LEFTARG = text, RIGHTARG = text, RESTRICT = contsel, JOIN = contjoinsel);
COMMENT ON OPERATOR ?> (text, text) IS 'holds';
CREATE FUNCTION length_of(a text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length($1)';
CREATE OPERATOR @# (FUNCTION = length_of, RIGHTARG = text);
CREATE VIEW seen AS SELECT @# 'abc'::text AS n, 'abc'::text ?> 'b'::text AS yes;
