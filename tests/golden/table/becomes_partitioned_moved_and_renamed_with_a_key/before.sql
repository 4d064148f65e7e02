CREATE SCHEMA b;
CREATE TABLE b.t (id text NOT NULL, a integer, CONSTRAINT k UNIQUE (a));
CREATE TABLE public.t (x integer);
