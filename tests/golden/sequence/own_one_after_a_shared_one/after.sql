CREATE TABLE up (id serial);
CREATE TABLE copied (id serial);
CREATE TABLE small (id smallserial);
CREATE SEQUENCE s;
CREATE TABLE loose (id bigserial);
CREATE TABLE plain (id serial);
