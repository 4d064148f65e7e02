CREATE TABLE above (id int NOT NULL);
CREATE TABLE keyed (PRIMARY KEY (id)) INHERITS (above);
CREATE TABLE beside () INHERITS (above);
CREATE TABLE apart (id int NOT NULL) INHERITS (above);
CREATE TABLE further () INHERITS (keyed);
