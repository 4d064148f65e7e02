CREATE FUNCTION trimmed(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT btrim($1)';
CREATE FUNCTION key(text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT lower(public.trimmed($1))';
CREATE TABLE t (name text);
CREATE INDEX i ON t (key(name));
