CREATE TABLE p (a integer, b integer CONSTRAINT c CHECK (b > 0), d integer CONSTRAINT e CHECK (d > 0));
CREATE TABLE k (a integer, b integer CONSTRAINT c CHECK (b > 0), d integer CONSTRAINT e CHECK (d > 0));
ALTER TABLE k INHERIT p;
CREATE TABLE l () INHERITS (k);
