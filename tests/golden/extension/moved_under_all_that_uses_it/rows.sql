INSERT INTO t VALUES ('a', 'b', 'q=>1', '{A}');
