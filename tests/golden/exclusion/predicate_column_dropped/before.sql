CREATE TABLE t (r int4range, live boolean, EXCLUDE USING gist (r WITH &&) WHERE (live));
