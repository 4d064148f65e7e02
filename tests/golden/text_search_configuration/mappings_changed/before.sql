CREATE TEXT SEARCH CONFIGURATION c (copy = english); CREATE TABLE t (a text, b tsvector GENERATED ALWAYS AS (to_tsvector('c', a)) STORED);
