CREATE TABLE up (a integer, b integer);
CREATE TABLE down () INHERITS (up);
CREATE TABLE low () INHERITS (down);
ALTER TABLE down ADD CONSTRAINT down_a_not_null NOT NULL a NOT VALID;
