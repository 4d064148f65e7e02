CREATE TABLE people (id integer);
CREATE SEQUENCE mood;
