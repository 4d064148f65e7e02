CREATE UNLOGGED TABLE t (id bigint, b varchar(90), c int DEFAULT 5);
CREATE TYPE pair AS (one t, two t);
CREATE TABLE u (x pair[]);
CREATE TABLE y (id int, x t);
