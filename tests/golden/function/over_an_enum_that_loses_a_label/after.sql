CREATE TYPE status AS ENUM ('a');
CREATE FUNCTION f(a status) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE FUNCTION g() RETURNS status LANGUAGE sql IMMUTABLE AS $$ SELECT 'a'::status $$;
CREATE TABLE t (s status DEFAULT g(), n integer DEFAULT f('a'), x text DEFAULT 'a'::status::text, CONSTRAINT c CHECK (f(s) > 0));
