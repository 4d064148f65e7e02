INSERT INTO t VALUES (1, 'a', 5, 'x'), (2, 'a', 15, 'y');
