CREATE TYPE e AS ENUM ('a'); CREATE TABLE t (a bigint[], b e[], c text[]);
