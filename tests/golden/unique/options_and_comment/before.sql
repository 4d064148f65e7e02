CREATE TABLE t (id int PRIMARY KEY, a int, b text);ALTER TABLE t ADD CONSTRAINT u UNIQUE (a) WITH (fillfactor=50);
