CREATE TABLE t (id bigint, day date);
