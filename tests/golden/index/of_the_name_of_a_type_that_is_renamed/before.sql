CREATE SCHEMA k; CREATE TYPE tags AS ENUM ('a'); CREATE TABLE t (a integer, b tags); CREATE INDEX tags ON t (a);
