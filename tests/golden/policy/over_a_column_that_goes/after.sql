CREATE TABLE notes (id integer, owner name, new integer);
CREATE POLICY own_rows ON notes USING (owner = current_user AND new > 0);
