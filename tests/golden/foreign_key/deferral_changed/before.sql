CREATE TABLE p (id int PRIMARY KEY, x int, y int, UNIQUE (x, y)); CREATE TABLE c (p int, x int, y int);ALTER TABLE c ADD CONSTRAINT f FOREIGN KEY (p) REFERENCES p;
