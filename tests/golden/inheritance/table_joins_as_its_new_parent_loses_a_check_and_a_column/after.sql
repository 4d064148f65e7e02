CREATE TABLE p (a integer);
CREATE TABLE k () INHERITS (p);
