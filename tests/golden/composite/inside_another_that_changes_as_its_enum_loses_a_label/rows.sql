INSERT INTO t VALUES (1, ROW(ROW('a', 'x'), 3), ROW(ROW('b', 'y'), 4)), (2, NULL, NULL);
