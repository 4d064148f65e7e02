CREATE TYPE person AS (id integer, name text, age integer);
CREATE TABLE a OF person;
CREATE TABLE b OF person (PRIMARY KEY (id));
CREATE VIEW names AS SELECT name FROM b;
