CREATE SCHEMA app; CREATE TYPE app.mood AS ENUM ('sad', 'ok'); CREATE DOMAIN app.d AS int;
CREATE TYPE app.part AS (id app.d, name text COLLATE "C", price numeric(10,2)); COMMENT ON TYPE app.part IS 'a part'; COMMENT ON COLUMN app.part.name IS 'its name';
CREATE TYPE app.whole AS (parts app.part[], feels app.mood); CREATE TYPE app.none AS ();
CREATE TABLE app.t (a app.whole, b app.part[]); CREATE VIEW app.v AS SELECT (a).feels FROM app.t;
