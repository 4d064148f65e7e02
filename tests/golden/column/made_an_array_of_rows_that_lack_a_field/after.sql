CREATE TYPE pair AS (x integer, y text);
CREATE DOMAIN checked AS pair[];
CREATE TABLE t (p pair[], q checked);
