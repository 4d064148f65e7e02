CREATE TABLE one (id bigint NOT NULL, up int);
