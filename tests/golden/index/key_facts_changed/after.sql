CREATE TABLE t (a text, b int); CREATE INDEX i ON t (a COLLATE "C" text_pattern_ops DESC); CREATE INDEX j ON t (b NULLS FIRST);
