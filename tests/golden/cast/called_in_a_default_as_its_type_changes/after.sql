CREATE TYPE size AS (x bigint);
CREATE FUNCTION told(size) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT ($1).x::text';
CREATE CAST (size AS text) WITH FUNCTION told(size) AS ASSIGNMENT;
CREATE TABLE t (a size, b text DEFAULT (ROW(1)::size)::text);
