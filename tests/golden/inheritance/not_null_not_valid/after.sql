CREATE TABLE up (a integer, b integer NOT NULL, c integer, d integer);
CREATE TABLE down () INHERITS (up);
CREATE TABLE own (CONSTRAINT own_c_not_null NOT NULL c) INHERITS (up);
CREATE TABLE fresh () INHERITS (up);
ALTER TABLE up ADD CONSTRAINT up_a_not_null NOT NULL a NOT VALID;
ALTER TABLE up ADD CONSTRAINT up_c_not_null NOT NULL c NOT VALID;
