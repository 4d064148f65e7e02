CREATE TABLE above (id integer PRIMARY KEY, n integer CONSTRAINT given NOT NULL);
CREATE TABLE below (n integer CONSTRAINT mine NOT NULL, PRIMARY KEY (id)) INHERITS (above);
CREATE TABLE beside (id integer REFERENCES above);
