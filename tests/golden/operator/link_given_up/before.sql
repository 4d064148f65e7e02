CREATE FUNCTION has(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) > 0';
CREATE FUNCTION inside(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($2, $1) > 0';
CREATE FUNCTION lacks(a text, b text) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT strpos($1, $2) = 0';
CREATE OPERATOR ?> (FUNCTION = has, LEFTARG = text, RIGHTARG = text, COMMUTATOR = <?);
CREATE OPERATOR <? (FUNCTION = inside, LEFTARG = text, RIGHTARG = text, COMMUTATOR = ?>);
