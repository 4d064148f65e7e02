CREATE TABLE p (a int, b int, PRIMARY KEY (a, b)); CREATE TABLE h () INHERITS (p);
