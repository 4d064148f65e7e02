CREATE TYPE mood AS ENUM ('a'); CREATE TABLE p (m mood); CREATE TABLE h (CONSTRAINT c CHECK (m = 'a'::mood)) INHERITS (p);
