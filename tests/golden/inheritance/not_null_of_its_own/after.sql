CREATE TABLE p (a integer, b integer, d integer);
CREATE TABLE k (a integer, b integer NOT NULL) INHERITS (p);
