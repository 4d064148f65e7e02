CREATE TYPE state AS ENUM ('a');
CREATE TABLE lines (id integer);
CREATE FUNCTION g(a state, b lines[]) RETURNS SETOF lines LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION other(a state, b lines) RETURNS state LANGUAGE sql AS 'SELECT a';
CREATE FUNCTION standard(a state) RETURNS state RETURN a;
CREATE VIEW v AS SELECT other('a', NULL);
