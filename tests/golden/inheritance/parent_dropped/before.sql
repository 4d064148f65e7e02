CREATE TABLE base (at timestamp DEFAULT now(), e integer); CREATE TABLE a (x integer) INHERITS (base);
