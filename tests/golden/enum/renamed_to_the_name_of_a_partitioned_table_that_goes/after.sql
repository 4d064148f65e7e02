CREATE SCHEMA app;
CREATE TYPE name AS ENUM ('a', 'b');
CREATE TABLE x (a integer, CONSTRAINT d CHECK (a > 0));
