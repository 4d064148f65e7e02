CREATE TABLE b (x int); CREATE TABLE a (y text);
CREATE TABLE c (two int, one text);
CREATE TABLE e (x int); CREATE TABLE f (y text);
CREATE VIEW v AS SELECT b.x, e.x AS z FROM b, e;
