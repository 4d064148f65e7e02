CREATE TABLE above (id int, b text);
CREATE TABLE below () INHERITS (above);
