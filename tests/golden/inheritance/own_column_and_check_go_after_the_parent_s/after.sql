CREATE TABLE p (a integer, d integer CONSTRAINT e CHECK (d > 1));
CREATE TABLE k () INHERITS (p);
CREATE TABLE l () INHERITS (k);
