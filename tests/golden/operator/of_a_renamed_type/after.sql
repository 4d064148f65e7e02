CREATE TYPE place AS (x integer, y integer);
CREATE FUNCTION same(a place, b place) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).x = ($2).x';
CREATE OPERATOR === (FUNCTION = same, LEFTARG = place, RIGHTARG = place, COMMUTATOR = ===);
