CREATE SEQUENCE thing START 4;
CREATE TYPE thing AS ENUM ('a');
CREATE TABLE notes (kind thing, id integer NOT NULL DEFAULT nextval('thing'));
ALTER SEQUENCE thing OWNED BY notes.id;
