CREATE TABLE t (a varchar(20)); CREATE INDEX i ON t (a) WHERE a IN ('x','y');
