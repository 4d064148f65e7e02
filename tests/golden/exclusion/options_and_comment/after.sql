CREATE TABLE t (id int, r int4range, q int4range);ALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (r WITH &&) WITH (fillfactor=50); COMMENT ON CONSTRAINT e ON t IS 'words';
