CREATE FOREIGN DATA WRAPPER nowhere;
CREATE SERVER archive FOREIGN DATA WRAPPER nowhere;
CREATE TABLE days (id integer NOT NULL, day date) PARTITION BY RANGE (day);
CREATE FOREIGN TABLE old_days (id integer NOT NULL, day date) SERVER archive OPTIONS (name 'old');
CREATE TABLE base (id integer);
