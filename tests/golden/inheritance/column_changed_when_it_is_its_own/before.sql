CREATE TABLE p (id integer, a text); CREATE TABLE k () INHERITS (p);
