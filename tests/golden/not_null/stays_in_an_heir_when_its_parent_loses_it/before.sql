CREATE TABLE above (id int NOT NULL);
CREATE TABLE below (name text) INHERITS (above);
