CREATE TYPE z AS ENUM ('a','b','c');CREATE TABLE t (id int, s z DEFAULT 'a', l z[] DEFAULT '{a,c}', CHECK (s <> 'c')); CREATE INDEX i ON t (s) WHERE s = 'a';
