CREATE DOMAIN d AS int; CREATE TYPE ds AS RANGE (subtype = d); CREATE TABLE t (a ds, b d);
