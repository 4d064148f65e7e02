CREATE TABLE t (aa bigint, b text, c bigint); CREATE STATISTICS one ON c, aa FROM t; CREATE STATISTICS two ON aa, (c + 1) FROM t;
