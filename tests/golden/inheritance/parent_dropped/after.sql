CREATE TABLE a (at timestamp DEFAULT now(), e integer, x integer);
