CREATE TABLE p (a int); CREATE TABLE h (b text) INHERITS (p);
