CREATE TABLE notes (a integer CONSTRAINT one NOT NULL, b integer CONSTRAINT two NOT NULL, c integer CONSTRAINT three NOT NULL, d integer, CONSTRAINT four CHECK (a > 0));
