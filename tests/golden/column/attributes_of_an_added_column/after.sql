CREATE TABLE t (id integer, a text); ALTER TABLE t ALTER a SET STORAGE main;
