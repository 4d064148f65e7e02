CREATE TABLE t (id integer NOT NULL, a text, b numeric(9,2), CONSTRAINT k UNIQUE (id)); CREATE UNIQUE INDEX i ON t (id);
