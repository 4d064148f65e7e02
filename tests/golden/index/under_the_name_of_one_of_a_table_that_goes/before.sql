CREATE TABLE b (id integer);
CREATE INDEX i ON b (id);
CREATE TABLE t (a text, b text);
