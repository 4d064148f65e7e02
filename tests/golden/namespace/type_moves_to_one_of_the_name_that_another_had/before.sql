CREATE SCHEMA app;
CREATE TYPE public.e AS ENUM ('a', 'b');
CREATE DOMAIN public.d AS public.e CHECK (VALUE <> 'b');
CREATE TABLE app.t (e public.e DEFAULT 'a');
