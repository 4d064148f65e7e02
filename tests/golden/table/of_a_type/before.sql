CREATE TYPE person AS (id integer, name text);
CREATE TYPE other AS (id integer, name text);
CREATE TABLE a (id integer, gone integer);
CREATE TABLE b OF person;
CREATE TABLE c OF person;
CREATE TABLE d OF person;
