CREATE TABLE above (id int, a text);
CREATE TABLE below (b int) INHERITS (above);
