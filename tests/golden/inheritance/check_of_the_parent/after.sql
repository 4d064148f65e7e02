CREATE TABLE base (at timestamp DEFAULT now(), e integer); CREATE TABLE a () INHERITS (base); ALTER TABLE base ADD CONSTRAINT c CHECK (e > 0), ADD CONSTRAINT own CHECK (e > 1) NO INHERIT;
