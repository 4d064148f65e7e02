INSERT INTO t VALUES (ROW(1,'b','c'), ARRAY[ROW(2,'b','c')::p]);
