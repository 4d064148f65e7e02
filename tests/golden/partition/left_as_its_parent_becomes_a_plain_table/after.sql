CREATE TABLE p (id int, v text);
CREATE TABLE a (id int, v text);
CREATE INDEX a_v_idx ON a (v);
