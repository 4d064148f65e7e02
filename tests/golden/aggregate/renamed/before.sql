CREATE TYPE status AS ENUM ('a');
CREATE AGGREGATE a(status) (sfunc = enum_larger, stype = status);
CREATE AGGREGATE counted(*) (sfunc = int8inc, stype = bigint, initcond = '0');
CREATE VIEW v AS SELECT a('a'), counted(*);
