CREATE TABLE one (id integer, size text, third text);
CREATE TABLE two (id integer, size varchar(9), fourth text);
CREATE TABLE a () INHERITS (two);
CREATE TABLE b () INHERITS (one);
