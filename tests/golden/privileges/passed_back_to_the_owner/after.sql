CREATE ROLE mid; CREATE ROLE boss;
CREATE TABLE notes (id integer, name text);
CREATE TABLE lists (id integer, name text);
ALTER TABLE notes OWNER TO boss;
ALTER TABLE lists OWNER TO boss;
