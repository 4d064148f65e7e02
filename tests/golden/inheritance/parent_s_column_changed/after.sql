CREATE TABLE base (at timestamp, e bigint NOT NULL, f text); CREATE TABLE a (x integer) INHERITS (base); CREATE TABLE b () INHERITS (a);
