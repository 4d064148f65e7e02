CREATE SCHEMA app;
COMMENT ON SCHEMA app IS 'ours';
CREATE TYPE app.kind AS ENUM ('a', 'b');
CREATE TABLE app.users (id integer PRIMARY KEY, kind app.kind[]);
