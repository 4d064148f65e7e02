CREATE SCHEMA a;
CREATE TYPE a.kind AS ENUM ('x', 'y');
CREATE TABLE a.t (id int);
CREATE TABLE u (k a.kind DEFAULT 'x', CONSTRAINT c CHECK (k <> 'y'::a.kind));
