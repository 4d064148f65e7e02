CREATE TABLE t (id int, r int4range, q int4range);ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (q WITH &&, r WITH =) INCLUDE (id) WHERE (id > 1);
