CREATE TEXT SEARCH CONFIGURATION c (copy = simple); CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (to_tsvector('c', a));
