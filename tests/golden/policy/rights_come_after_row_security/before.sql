CREATE ROLE reader;
CREATE TABLE old (id int, owner name, note text);
