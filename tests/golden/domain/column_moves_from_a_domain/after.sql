CREATE DOMAIN d AS text CHECK (VALUE <> ''); CREATE TABLE t (a text, b integer);
