CREATE TABLE whole (a integer, b integer, c integer) PARTITION BY RANGE (a);
CREATE TABLE part PARTITION OF whole FOR VALUES FROM (1) TO (10);
CREATE TABLE later (a integer, b integer, c integer);
ALTER TABLE later ADD CONSTRAINT x NOT NULL c NOT VALID;
ALTER TABLE whole ADD CONSTRAINT y NOT NULL b NOT VALID;
