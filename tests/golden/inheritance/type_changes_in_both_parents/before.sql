CREATE TABLE p (u integer DEFAULT 1, CONSTRAINT k CHECK (u > 0));
CREATE TABLE q (u integer, w text NOT NULL);
CREATE TABLE z (u integer DEFAULT 7) INHERITS (p, q);
CREATE TABLE zz () INHERITS (z);
