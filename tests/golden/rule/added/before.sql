CREATE TABLE t (id integer, name text);
CREATE TABLE log (id integer, what text);
