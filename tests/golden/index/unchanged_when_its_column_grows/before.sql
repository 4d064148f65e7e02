CREATE TABLE t (a varchar(10)); CREATE INDEX i ON t (a) WHERE a IN ('x','y');
