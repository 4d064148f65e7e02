CREATE TABLE a (id integer);
CREATE SEQUENCE z AS integer;
