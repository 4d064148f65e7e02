CREATE TYPE person AS (id integer, called text);
CREATE TABLE a OF person;
