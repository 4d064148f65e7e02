INSERT INTO a (x, e) VALUES (1, 2);
