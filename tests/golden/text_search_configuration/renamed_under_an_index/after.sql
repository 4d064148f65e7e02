CREATE TEXT SEARCH CONFIGURATION e (copy = simple); CREATE TABLE t (a text); CREATE INDEX i ON t USING gin (to_tsvector('e', a));
