CREATE TABLE one (id integer, size integer, first text);
CREATE TABLE two (id integer, size text, second text);
CREATE TABLE a () INHERITS (one);
CREATE TABLE b () INHERITS (two);
