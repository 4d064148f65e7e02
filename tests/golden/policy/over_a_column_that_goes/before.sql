CREATE TABLE notes (id integer, owner name, old integer);
CREATE POLICY own_rows ON notes USING (owner = current_user AND old > 0);
