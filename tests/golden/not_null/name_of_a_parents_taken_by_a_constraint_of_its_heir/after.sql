CREATE TABLE p (a integer NOT NULL, b integer NOT NULL);
CREATE TABLE c (CONSTRAINT given UNIQUE (a), CONSTRAINT p_b_not_null CHECK (b > 0)) INHERITS (p);
