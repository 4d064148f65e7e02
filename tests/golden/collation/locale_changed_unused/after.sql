CREATE COLLATION plain (locale = 'POSIX'); COMMENT ON COLLATION plain IS 'kept';
