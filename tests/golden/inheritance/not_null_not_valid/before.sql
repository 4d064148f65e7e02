CREATE TABLE up (a integer, b integer, c integer, d integer);
CREATE TABLE down () INHERITS (up);
CREATE TABLE own (CONSTRAINT own_c_not_null NOT NULL c) INHERITS (up);
ALTER TABLE up ADD CONSTRAINT up_b_not_null NOT NULL b NOT VALID;
ALTER TABLE up ADD CONSTRAINT up_d_not_null NOT NULL d NOT VALID;
