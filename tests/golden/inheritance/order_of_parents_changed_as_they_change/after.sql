CREATE TABLE one (id integer, more text);
CREATE TABLE two (id integer, size bigint, CHECK (size > 0));
CREATE TABLE a () INHERITS (two, one);
