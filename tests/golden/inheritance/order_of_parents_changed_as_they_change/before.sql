CREATE TABLE one (id integer, gone text);
CREATE TABLE two (id integer, size integer);
CREATE TABLE a () INHERITS (one, two);
