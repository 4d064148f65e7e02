CREATE SCHEMA other; CREATE TABLE other.t (a int); CREATE INDEX i ON other.t (a);
CREATE TABLE other.u (b int);
