CREATE TYPE person AS (id bigint, name text, born date);
CREATE TABLE a OF person;
CREATE TABLE b OF person (PRIMARY KEY (id));
CREATE VIEW names AS SELECT name FROM b;
