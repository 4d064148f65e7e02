CREATE TABLE employee (id int PRIMARY KEY);
CREATE TABLE customer (id serial, employee int REFERENCES employee);
