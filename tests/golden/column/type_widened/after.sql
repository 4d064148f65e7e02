CREATE TABLE t (a varchar(20) DEFAULT 'x' CHECK (a <> 'q'), b numeric(12,2)); CREATE INDEX ON t (a);
