CREATE SCHEMA app;
CREATE TABLE app.u (id serial PRIMARY KEY, n integer);
CREATE TABLE app.j (id integer GENERATED ALWAYS AS IDENTITY, r serial);
CREATE VIEW v AS SELECT id FROM app.u;
