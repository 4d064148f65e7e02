CREATE TABLE a (x int); CREATE TABLE b (y text); INSERT INTO a VALUES (1);
CREATE TABLE c (one int, two text); INSERT INTO c VALUES (1, 'two');
CREATE TABLE d (x int); CREATE TABLE e (y text); INSERT INTO d VALUES (4);
CREATE VIEW v AS SELECT a.x, d.x AS z FROM a, d;
