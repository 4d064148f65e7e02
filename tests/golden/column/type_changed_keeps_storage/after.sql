CREATE TABLE t (id integer NOT NULL, a varchar(90), b numeric(9,2), CONSTRAINT k UNIQUE (id)); CREATE UNIQUE INDEX i ON t (id); ALTER TABLE t ALTER a SET STORAGE external;
