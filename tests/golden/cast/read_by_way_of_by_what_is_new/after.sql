CREATE TYPE price AS (amount numeric, currency text);
CREATE FUNCTION amount(price) RETURNS numeric LANGUAGE sql IMMUTABLE AS 'SELECT $1.amount';
CREATE CAST (price AS numeric) WITH FUNCTION amount(price) AS IMPLICIT;
CREATE TYPE state AS ENUM ('new');
CREATE CAST (text AS state) WITH INOUT AS ASSIGNMENT;
CREATE TABLE a (p price, s state DEFAULT current_setting('app.state'), CHECK (p::numeric > 0));
CREATE VIEW a_view AS SELECT p::numeric FROM a;
