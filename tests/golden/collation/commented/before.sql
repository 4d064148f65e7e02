CREATE COLLATION plain (locale = 'C'); COMMENT ON COLLATION plain IS 'one';
