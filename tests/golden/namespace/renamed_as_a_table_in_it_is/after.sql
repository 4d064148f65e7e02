CREATE SCHEMA b;
CREATE TYPE b.kind AS ENUM ('x', 'y');
CREATE TABLE b.s (id int);
CREATE TABLE u (k b.kind DEFAULT 'x', CONSTRAINT c CHECK (k <> 'y'::b.kind));
