CREATE OPERATOR CLASS c FOR TYPE integer USING gist AS OPERATOR 1 < (integer, integer);
