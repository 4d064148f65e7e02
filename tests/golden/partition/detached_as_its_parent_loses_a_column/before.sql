CREATE TYPE fullname AS (first text, last text);
CREATE TABLE people (id integer PRIMARY KEY, name fullname) PARTITION BY HASH (id);
CREATE INDEX people_id ON people (id, (1));
CREATE TABLE staff PARTITION OF people FOR VALUES WITH (MODULUS 2, REMAINDER 0);
