INSERT INTO t VALUES ('ok', '{ok,ok}', 'sad');
