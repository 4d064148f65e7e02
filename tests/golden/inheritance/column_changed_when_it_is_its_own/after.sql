CREATE TABLE p (id integer, a text); CREATE TABLE k (id bigint, a varchar(9) DEFAULT 'x');
