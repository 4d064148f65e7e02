CREATE EXTENSION citext; CREATE TABLE t (n int, a citext);
