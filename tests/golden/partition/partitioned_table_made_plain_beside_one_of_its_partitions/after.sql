CREATE TABLE t (id integer PRIMARY KEY, v text);
CREATE TABLE a (id integer PRIMARY KEY, v text);
