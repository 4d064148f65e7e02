CREATE TABLE notes (id integer, number serial);
CREATE TYPE notes_number_seq AS ENUM ('a');
CREATE SEQUENCE thing;
CREATE DOMAIN thing AS integer DEFAULT nextval('thing') CHECK (VALUE > 0);
ALTER TABLE notes ADD kind notes_number_seq;
