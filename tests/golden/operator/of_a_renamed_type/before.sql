CREATE TYPE point2 AS (x integer, y integer);
CREATE FUNCTION same(a point2, b point2) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT ($1).x = ($2).x';
CREATE OPERATOR === (FUNCTION = same, LEFTARG = point2, RIGHTARG = point2, COMMUTATOR = ===);
