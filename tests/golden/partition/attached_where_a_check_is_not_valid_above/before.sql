CREATE TABLE m (id int, v text) PARTITION BY LIST (id);
ALTER TABLE m ADD CONSTRAINT k CHECK (v <> 'x') NOT VALID;
CREATE TABLE n (id int, v text);
