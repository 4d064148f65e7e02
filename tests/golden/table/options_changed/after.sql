CREATE TABLE t (id int, b text) WITH (fillfactor=80, toast.autovacuum_enabled=false);
