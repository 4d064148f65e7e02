CREATE TABLE a (id smallint NOT NULL DEFAULT 7);
CREATE TABLE b (id smallserial) INHERITS (a);
