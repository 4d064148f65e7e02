CREATE TABLE t (id int, r int4range, q int4range);ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (r WITH =);
