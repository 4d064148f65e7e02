CREATE TYPE status AS ENUM ('a');
CREATE TABLE rows (id integer);
CREATE FUNCTION f(a status, b rows[]) RETURNS SETOF rows LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION other(a status, b rows) RETURNS status LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION standard(a status) RETURNS status RETURN a;
CREATE VIEW v AS SELECT other('a', NULL);
