CREATE TABLE notes (id integer);
CREATE TABLE other (id integer);
REVOKE INSERT, UPDATE ON notes FROM CURRENT_USER;
