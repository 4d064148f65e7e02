CREATE TYPE person AS (id integer, name text, age integer);
CREATE TYPE other AS (id integer, name text);
CREATE TABLE a (id integer, name varchar(9));
CREATE TABLE b OF other;
CREATE TABLE d (id integer, name text, more text, most text);
