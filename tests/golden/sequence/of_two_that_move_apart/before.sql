CREATE SCHEMA k; CREATE SCHEMA j;
CREATE TABLE t (id serial, b serial);
CREATE TABLE u (n integer);
