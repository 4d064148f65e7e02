CREATE TABLE base (at timestamp DEFAULT now()); CREATE TABLE a (x integer, e integer) INHERITS (base);
