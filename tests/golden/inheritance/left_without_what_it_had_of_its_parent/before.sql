CREATE TABLE a (n integer CONSTRAINT few CHECK (n < 9), CONSTRAINT more CHECK (n > 0)); CREATE TABLE b (n integer, CONSTRAINT more CHECK (n > 0)); CREATE TABLE c () INHERITS (a, b);
