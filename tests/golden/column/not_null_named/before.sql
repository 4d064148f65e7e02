CREATE TABLE t (a integer NOT NULL, b integer CONSTRAINT q NOT NULL, c integer, d integer CONSTRAINT e NOT NULL);
CREATE TABLE was (a integer NOT NULL);
ALTER TABLE was RENAME TO w;
