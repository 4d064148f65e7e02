CREATE TABLE p (id integer NOT NULL, x text) PARTITION BY RANGE (id);
CREATE TABLE p1 (id integer NOT NULL, x text);
