CREATE FUNCTION has(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) > 0';
CREATE OPERATOR <=> (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer);
