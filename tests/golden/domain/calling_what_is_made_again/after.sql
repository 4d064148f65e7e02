CREATE FUNCTION positive(b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE FUNCTION usual() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE DOMAIN amount AS integer DEFAULT usual() CONSTRAINT small CHECK (VALUE < 100) CONSTRAINT positive CHECK (positive(VALUE));
CREATE TABLE t (a amount);
