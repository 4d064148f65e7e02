CREATE SCHEMA s; CREATE TABLE s.t (id serial, a int); CREATE SEQUENCE s.own; CREATE TABLE s.u (b int DEFAULT nextval('s.own'));
