CREATE TYPE person AS (id integer, name text);
CREATE TYPE other AS (id integer, name text, more text);
CREATE TABLE a OF person;
CREATE TABLE b OF person;
CREATE TABLE c OF person;
CREATE TABLE d OF other;
