CREATE TABLE t (a integer CONSTRAINT k PRIMARY KEY, b integer);
CREATE TABLE u (a integer CONSTRAINT l PRIMARY KEY, b integer);
