CREATE TYPE level AS ENUM ('low', 'high');
CREATE FUNCTION number(level) RETURNS int LANGUAGE sql IMMUTABLE AS $$SELECT CASE $1 WHEN 'low' THEN 1 ELSE 2 END$$;
CREATE CAST (level AS int) WITH FUNCTION number(level);
CREATE FUNCTION level(int) RETURNS level LANGUAGE sql IMMUTABLE AS $$SELECT (ARRAY['low', 'high'])[$1]::public.level$$;
CREATE CAST (int AS level) WITH FUNCTION level(int) AS ASSIGNMENT;
CREATE TABLE t (a int, b level DEFAULT 'low', c int[]);
