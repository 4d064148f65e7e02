CREATE SCHEMA app;
CREATE TABLE t (a integer, b integer);
CREATE STATISTICS public.s ON a, b FROM t;
CREATE STATISTICS public.u (ndistinct) ON a, b FROM t;
