CREATE FUNCTION has(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) > 0';
CREATE OPERATOR <=> (FUNCTION = int4eq, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = <=>);
CREATE OPERATOR FAMILY fam USING hash;
CREATE OPERATOR CLASS fam FOR TYPE integer USING hash FAMILY fam AS OPERATOR 1 <=>, FUNCTION 1 hashint4(integer);
CREATE TABLE t (n integer, EXCLUDE USING hash (n fam WITH <=>));
