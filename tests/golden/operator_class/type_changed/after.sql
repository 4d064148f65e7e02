CREATE OPERATOR CLASS c FOR TYPE bigint USING gist AS OPERATOR 1 < (bigint, bigint);
