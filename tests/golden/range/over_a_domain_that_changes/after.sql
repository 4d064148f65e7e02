CREATE DOMAIN d AS bigint; CREATE TYPE ds AS RANGE (subtype = d); CREATE TABLE t (a ds, b d);
