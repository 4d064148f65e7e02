CREATE TABLE posts (id integer);
CREATE TABLE t (p posts, m integer);
CREATE TYPE mood AS ENUM ($$a$$);
CREATE FUNCTION f(mood) RETURNS integer LANGUAGE sql AS $$SELECT 1$$;
REVOKE ALL ON FUNCTION f(mood) FROM PUBLIC;
