CREATE TYPE pair AS (x integer, y text);
CREATE TYPE span AS (a integer, b integer);
CREATE TABLE t (p pair, l span, CHECK ((p).x > 0 AND (l).a > 0));
