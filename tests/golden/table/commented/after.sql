CREATE TABLE t (id int PRIMARY KEY, a int, b text);COMMENT ON TABLE t IS 'words';
