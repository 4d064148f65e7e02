CREATE TABLE t (id int, b varchar(10));
CREATE TABLE y (id int, x text);
