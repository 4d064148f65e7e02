CREATE TABLE p (id integer, a text);
CREATE TABLE c (b integer) INHERITS (p);
CREATE TABLE t (id serial, a text);
ALTER TABLE t ALTER id DROP NOT NULL;
CREATE TABLE u (id integer NOT NULL, a text);
