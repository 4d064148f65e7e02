CREATE TABLE up (id serial);
CREATE TABLE copied (id integer NOT NULL DEFAULT nextval('up_id_seq'));
CREATE TABLE small (id smallint NOT NULL DEFAULT nextval('up_id_seq'));
CREATE SEQUENCE s;
CREATE TABLE loose (id bigint NOT NULL DEFAULT nextval('s'));
CREATE TABLE plain (id integer NOT NULL DEFAULT 1);
