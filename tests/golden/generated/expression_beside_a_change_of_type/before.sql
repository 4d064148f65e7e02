CREATE TABLE t (id integer, u varchar(9) UNIQUE, a integer GENERATED ALWAYS AS (id + 1) STORED);
CREATE TABLE v (id integer, u varchar(9), b integer, a integer GENERATED ALWAYS AS (id + 1) STORED);
