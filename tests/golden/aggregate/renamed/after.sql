CREATE SCHEMA app;
CREATE TYPE state AS ENUM ('a');
CREATE AGGREGATE app.b(state) (sfunc = enum_larger, stype = state);
CREATE AGGREGATE numbered(*) (sfunc = int8inc, stype = bigint, initcond = '0');
CREATE VIEW v AS SELECT app.b('a') AS a, numbered(*) AS counted;
