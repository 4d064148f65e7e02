CREATE TABLE above (id bigint PRIMARY KEY, n bigint CONSTRAINT given NOT NULL);
CREATE TABLE below (n bigint CONSTRAINT mine NOT NULL, PRIMARY KEY (id)) INHERITS (above);
CREATE TABLE beside (id integer REFERENCES above);
