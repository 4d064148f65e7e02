CREATE TABLE people (id integer);
CREATE INDEX people_id ON people (id);
CREATE TABLE staff (id integer, desk text);
