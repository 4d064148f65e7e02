CREATE TABLE a (id integer NOT NULL, size integer DEFAULT 1, CONSTRAINT fits CHECK (size > 0));
CREATE TABLE b (more integer) INHERITS (a);
CREATE TABLE c (size integer DEFAULT 5) INHERITS (b);
CREATE TABLE d () INHERITS (a);
