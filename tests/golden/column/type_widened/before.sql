CREATE TABLE t (a varchar(10) DEFAULT 'x' CHECK (a <> 'q'), b numeric(10,2)); CREATE INDEX ON t (a);
