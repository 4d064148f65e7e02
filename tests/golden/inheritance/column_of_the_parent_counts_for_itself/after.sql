CREATE TABLE a (id integer NOT NULL); CREATE TABLE b (id serial) INHERITS (a);
