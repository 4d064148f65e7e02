CREATE TYPE fullname AS (first text, last text);
CREATE TABLE people (id integer, name fullname);
CREATE INDEX people_id ON people (id);
CREATE TABLE staff (desk text) INHERITS (people);
