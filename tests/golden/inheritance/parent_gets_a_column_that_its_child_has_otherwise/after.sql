CREATE TABLE p (a integer, b integer);
CREATE TABLE k () INHERITS (p);
