CREATE TYPE mood AS ENUM ('happy', 'sad', 'odd');
CREATE TABLE notes (id integer, feels mood);
CREATE POLICY cheerful ON notes USING (feels <> 'sad');
