CREATE SCHEMA shop;
CREATE TABLE a (id integer PRIMARY KEY, b text);
