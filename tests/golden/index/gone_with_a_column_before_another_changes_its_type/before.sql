CREATE TABLE t (id text, a integer, x integer GENERATED ALWAYS AS (a * 2) STORED);
CREATE INDEX t_id_a ON t (lower(id), a);
