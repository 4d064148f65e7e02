CREATE TABLE t (id integer, u text UNIQUE, a integer GENERATED ALWAYS AS (id + 2) STORED);
CREATE TABLE v (id integer, u varchar(9) DEFAULT 'x', a integer GENERATED ALWAYS AS (id + 2) STORED);
