CREATE TYPE person AS (id integer, name text);
CREATE TYPE other AS (id integer, name text);
CREATE TABLE a OF person;
CREATE TABLE b (id integer, name text);
CREATE TABLE c OF other;
CREATE TABLE e OF person (id WITH OPTIONS PRIMARY KEY, name DEFAULT 'x');
