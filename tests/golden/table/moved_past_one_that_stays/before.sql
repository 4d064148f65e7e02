CREATE SCHEMA staging;
CREATE TABLE orders (id integer);
CREATE TABLE staging.orders (id integer, n integer, CONSTRAINT staged PRIMARY KEY (id));
CREATE TYPE staging.kind AS ENUM ($$a$$);
CREATE TYPE kind AS ENUM ($$b$$);
CREATE TYPE staging.sort AS ENUM ($$c$$);
CREATE FUNCTION staging.standard(given staging.kind) RETURNS staging.kind RETURN (SELECT CASE WHEN count(*) > 0 THEN given END FROM orders);
