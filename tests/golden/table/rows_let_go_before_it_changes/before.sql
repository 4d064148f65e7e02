CREATE TABLE t (id int, g int GENERATED ALWAYS AS (1) STORED);
CREATE TABLE u (y int, x t);
CREATE TABLE w (x t[]);
