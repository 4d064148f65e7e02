INSERT INTO t VALUES (ROW('ok','{sad}',1), ARRAY[ROW('ok','{sad}',1)::p], 'ok');
