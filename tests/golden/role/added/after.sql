CREATE ROLE group1; 
CREATE ROLE app LOGIN CREATEDB NOINHERIT CONNECTION LIMIT 5 VALID UNTIL '2030-01-31 12:00+02' PASSWORD 'secret' IN ROLE group1;
ALTER ROLE app SET statement_timeout TO '5s';
ALTER ROLE app SET search_path TO public, "Odd one";
COMMENT ON ROLE app IS 'it';
CREATE TABLE notes (id integer);
GRANT SELECT ON notes TO app;
CREATE POLICY p ON notes TO app;
