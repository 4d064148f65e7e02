CREATE TABLE p (a integer, b integer NOT NULL, d integer NOT NULL);
CREATE TABLE c (CONSTRAINT p_b_not_null CHECK (b > 0), CONSTRAINT p_d_not_null CHECK (d > 0)) INHERITS (p);
