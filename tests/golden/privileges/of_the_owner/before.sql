CREATE TABLE notes (id integer);
CREATE TABLE other (id integer);
REVOKE DELETE ON other FROM CURRENT_USER;
