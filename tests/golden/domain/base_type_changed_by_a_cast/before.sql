CREATE DOMAIN d AS text; CREATE TABLE t (a d, b d[]);
