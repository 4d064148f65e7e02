CREATE TABLE t (a text DEFAULT '1', b int);
