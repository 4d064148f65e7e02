CREATE TABLE base (at timestamp DEFAULT now(), e integer); CREATE TABLE a (x integer, CONSTRAINT c CHECK (x > 0), UNIQUE (x, e)) INHERITS (base);
