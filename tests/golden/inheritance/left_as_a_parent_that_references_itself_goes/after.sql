CREATE TABLE h (id int NOT NULL, up int);
