CREATE TYPE person AS (id integer, name text);
CREATE TABLE a OF person;
