CREATE TABLE t (id int PRIMARY KEY, a int, b text);COMMENT ON COLUMN t.a IS 'words'; COMMENT ON COLUMN t.b IS 'it''s';
