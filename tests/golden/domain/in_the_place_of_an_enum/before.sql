CREATE TYPE mood AS ENUM ('sad'); CREATE TABLE t (a mood); INSERT INTO t VALUES ('sad');
