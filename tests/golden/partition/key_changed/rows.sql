INSERT INTO t VALUES (1, 'a', 5), (2, 'b', 15);
