CREATE FUNCTION positive(a integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE DOMAIN amount AS integer CHECK (positive(VALUE));
CREATE TABLE t (a amount);
