CREATE SCHEMA s; CREATE TABLE t (id serial, a int); CREATE SEQUENCE s.own; CREATE TABLE u (b int DEFAULT nextval('s.own'));
