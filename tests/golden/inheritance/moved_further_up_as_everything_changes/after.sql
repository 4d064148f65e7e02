CREATE TABLE a (id bigint, size integer DEFAULT 2, name text, CONSTRAINT fits CHECK (size > 1));
CREATE TABLE b (more integer, name text NOT NULL DEFAULT 'q') INHERITS (a);
CREATE TABLE c (size integer DEFAULT 6) INHERITS (a);
CREATE TABLE d () INHERITS (b);
