CREATE SCHEMA far;
CREATE TABLE far.t (b int, a text);
