CREATE TABLE p (a integer, b integer);
CREATE TABLE c (CONSTRAINT p_b_not_null CHECK (b > 0)) INHERITS (p);
