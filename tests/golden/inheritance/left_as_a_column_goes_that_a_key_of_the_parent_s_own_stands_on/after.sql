CREATE TABLE p (id int PRIMARY KEY); CREATE TABLE h (id int NOT NULL, up int);
