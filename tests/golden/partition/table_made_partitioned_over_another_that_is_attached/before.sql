CREATE TABLE t (id integer PRIMARY KEY);
CREATE TABLE earlier (id integer PRIMARY KEY);
CREATE TABLE heir (m integer) INHERITS (t);
