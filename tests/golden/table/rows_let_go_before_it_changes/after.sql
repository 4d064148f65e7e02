CREATE TABLE t (id bigint, g int GENERATED ALWAYS AS (2) STORED, c int DEFAULT 5);
CREATE TABLE u (y int);
CREATE TABLE w (x text);
