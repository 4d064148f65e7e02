CREATE SCHEMA app;
CREATE TYPE app.kind AS ENUM ('b', 'a');
CREATE TABLE app.users (id integer PRIMARY KEY, kind app.kind[]);
