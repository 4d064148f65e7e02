CREATE TABLE t (p integer, m integer);
CREATE TYPE posts AS ENUM ($$a$$);
CREATE FUNCTION f(posts) RETURNS integer LANGUAGE sql AS $$SELECT 1$$;
