CREATE SCHEMA k; CREATE TYPE k.labels AS ENUM ('a'); CREATE TABLE t (a integer, b k.labels); CREATE TABLE k.u (a integer); CREATE INDEX labels ON k.u (a);
