CREATE TABLE p (id integer NOT NULL, CONSTRAINT users CHECK (id > 0));
CREATE TABLE p1 (id integer NOT NULL);
