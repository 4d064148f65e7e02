CREATE TABLE things (id integer, number integer, CONSTRAINT new_n CHECK (number > 0)) PARTITION BY RANGE (id);
CREATE TABLE things_all PARTITION OF things DEFAULT;
CREATE INDEX t_new ON things (number);
