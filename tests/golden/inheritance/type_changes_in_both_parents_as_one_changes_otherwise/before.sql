CREATE TABLE a (x int CHECK (x > 0), y int);
CREATE TABLE b (x int CHECK (x < 9), z int, gone int);
CREATE TABLE c (w int) INHERITS (a, b);
