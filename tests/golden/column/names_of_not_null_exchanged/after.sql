CREATE TABLE notes (a integer CONSTRAINT two NOT NULL, b integer CONSTRAINT one NOT NULL, c integer CONSTRAINT four NOT NULL, d integer CONSTRAINT three NOT NULL, CONSTRAINT five CHECK (a > 0));
