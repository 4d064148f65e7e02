CREATE TYPE state AS ENUM ('new');
CREATE TYPE price AS (amount numeric, currency text);
CREATE FUNCTION word(price) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT $1.currency';
CREATE CAST (price AS text) WITH FUNCTION word(price);
CREATE CAST (text AS state) WITH INOUT AS ASSIGNMENT;
CREATE TABLE a (p price, s state DEFAULT current_setting('app.state'));
CREATE VIEW a_view AS SELECT s, p::text FROM a;
