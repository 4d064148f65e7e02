CREATE TYPE flag AS ENUM ('b', 'a');
CREATE TYPE inner_type AS (k flag, l text);
CREATE TYPE outer_type AS (i inner_type, n bigint);
CREATE DOMAIN positive AS outer_type CHECK ((VALUE).n > 0);
CREATE TABLE t (id int, o outer_type, p positive);
