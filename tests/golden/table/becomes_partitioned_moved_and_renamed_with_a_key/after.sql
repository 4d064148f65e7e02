CREATE SCHEMA b;
CREATE TABLE public.x (id text NOT NULL, a integer) PARTITION BY LIST (id);
CREATE TABLE public.x1 PARTITION OF public.x DEFAULT;
CREATE TABLE public.t (x integer);
