INSERT INTO t VALUES ('bad', 'one');
