CREATE TABLE p (id int, v int CHECK (v > 0));
CREATE TABLE h () INHERITS (p);
CREATE INDEX i ON h (v);
