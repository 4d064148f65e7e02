CREATE TYPE s AS ENUM ('a','b','c');COMMENT ON TYPE s IS 'words';CREATE TABLE t (id int, s s DEFAULT 'a', l s[] DEFAULT '{a,c}', CHECK (s <> 'c')); CREATE INDEX i ON t (s) WHERE s = 'a';
