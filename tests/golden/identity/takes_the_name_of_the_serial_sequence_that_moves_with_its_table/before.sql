CREATE SCHEMA app;
CREATE TABLE app.t (id serial NOT NULL, b integer);
