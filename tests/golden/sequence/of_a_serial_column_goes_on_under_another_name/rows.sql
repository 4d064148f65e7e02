INSERT INTO t (a) SELECT 1 FROM generate_series(1, 7);
