CREATE TABLE p (a integer NOT NULL, b integer NOT NULL, d integer NOT NULL);
CREATE TABLE k (a integer NOT NULL, b integer NOT NULL) INHERITS (p);
