CREATE TABLE a (id int) PARTITION BY LIST (id);
CREATE TABLE n (id int, b text);
