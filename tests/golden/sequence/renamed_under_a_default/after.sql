CREATE SEQUENCE z; CREATE TABLE t (id int DEFAULT nextval('z'));
