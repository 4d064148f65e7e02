CREATE TABLE people (id integer PRIMARY KEY) PARTITION BY HASH (id);
CREATE TABLE staff (id integer NOT NULL);
