CREATE TYPE e AS ENUM ('a', 'b'); CREATE TABLE t (id integer, e e); CREATE VIEW v AS SELECT id FROM t WHERE e = 'a';
