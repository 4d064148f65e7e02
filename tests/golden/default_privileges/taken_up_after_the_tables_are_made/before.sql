CREATE ROLE app;
CREATE TABLE there (id integer);
