CREATE TYPE state AS ENUM ('new');
CREATE TYPE price AS (amount numeric, currency text);
CREATE TABLE a (p price, s state);
CREATE VIEW a_view AS SELECT s FROM a;
