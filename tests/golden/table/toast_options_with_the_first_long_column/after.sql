CREATE TABLE t (id integer, long text) WITH (fillfactor = 70, toast.autovacuum_enabled = false);
