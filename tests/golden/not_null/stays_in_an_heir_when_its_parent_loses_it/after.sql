CREATE TABLE above (id int);
CREATE TABLE below (id int NOT NULL, name text) INHERITS (above);
