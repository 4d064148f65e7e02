CREATE TABLE t (a date);
