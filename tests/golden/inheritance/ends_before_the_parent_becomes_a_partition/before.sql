CREATE TABLE p (id integer NOT NULL) PARTITION BY LIST (id);
CREATE TABLE c (id integer NOT NULL);
CREATE TABLE n (a integer) INHERITS (c);
