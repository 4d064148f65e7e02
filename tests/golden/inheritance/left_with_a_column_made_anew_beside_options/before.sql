CREATE TABLE p (id smallint, x int);
CREATE TABLE h () INHERITS (p);
