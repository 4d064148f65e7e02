CREATE TYPE pair AS (y integer, x text);
CREATE TYPE span AS (b integer, c integer, d integer);
CREATE TABLE t (p pair, l span, CHECK ((p).y > 0 AND (l).b > 0));
