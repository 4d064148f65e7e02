CREATE TABLE a (x bigint CHECK (x > 1), y int);
CREATE TABLE b (x bigint CHECK (x < 8), z bigint NOT NULL, q int);
CREATE TABLE c (w int) INHERITS (a, b);
