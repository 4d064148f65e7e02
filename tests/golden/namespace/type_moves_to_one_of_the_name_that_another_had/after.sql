CREATE SCHEMA other;
CREATE SCHEMA app;
CREATE TYPE app.e AS ENUM ('a', 'b');
CREATE DOMAIN public.d AS app.e CHECK (VALUE <> 'b');
CREATE TABLE other.t (e app.e DEFAULT 'a');
