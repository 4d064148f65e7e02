CREATE TABLE p (id smallint);
CREATE TABLE h () INHERITS (p);
