CREATE TABLE a (id int) PARTITION BY LIST (id);
CREATE TABLE n (id int);
CREATE INDEX n_id_idx ON n (id);
CREATE TABLE o (id int);
