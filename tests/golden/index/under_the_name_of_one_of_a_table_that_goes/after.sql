CREATE TABLE t (a varchar(10), b text);
CREATE INDEX i ON t USING hash (b);
