CREATE SCHEMA k;
CREATE TABLE t (id serial, b serial);
