CREATE TABLE parent (id integer NOT NULL, a integer) PARTITION BY LIST (id);
CREATE TABLE parent1 PARTITION OF parent FOR VALUES IN (1);
