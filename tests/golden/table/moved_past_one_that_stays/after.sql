CREATE SCHEMA staging;
CREATE TABLE orders (id integer);
CREATE TABLE "a.b" (id integer, n integer, CONSTRAINT staged PRIMARY KEY (id));
CREATE TYPE sort AS ENUM ($$a$$);
CREATE TYPE kind AS ENUM ($$b$$);
CREATE TYPE staging.sort AS ENUM ($$c$$);
CREATE FUNCTION staging.standard(given sort) RETURNS sort RETURN (SELECT CASE WHEN count(*) > 0 THEN given END FROM orders);
