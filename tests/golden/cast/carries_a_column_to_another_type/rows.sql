INSERT INTO t VALUES ('high', 2, '{low,high}');
