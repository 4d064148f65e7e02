CREATE TABLE t (id int PRIMARY KEY, a int DEFAULT 5, b text);
