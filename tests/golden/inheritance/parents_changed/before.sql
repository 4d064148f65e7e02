CREATE TABLE base (at timestamp DEFAULT now(), e integer); CREATE TABLE other (z integer); CREATE TABLE a (z integer, x integer) INHERITS (base);
