CREATE TABLE up (a integer NOT NULL, b integer);
CREATE TABLE down () INHERITS (up);
CREATE TABLE low () INHERITS (down);
ALTER TABLE low ADD CONSTRAINT low_b_not_null NOT NULL b NOT VALID;

