CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY, a int, b text); CREATE INDEX ON s.t (a);
