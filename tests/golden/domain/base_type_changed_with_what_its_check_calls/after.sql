CREATE FUNCTION positive(b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 > 0';
CREATE DOMAIN amount AS smallint CHECK (positive(VALUE));
CREATE TABLE t (a amount);
