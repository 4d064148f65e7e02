CREATE TABLE x (id integer NOT NULL, a integer, CONSTRAINT parent UNIQUE (a));
