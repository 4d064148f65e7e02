CREATE TABLE a (id integer);
CREATE TABLE b (id integer);
CREATE POLICY p ON a USING (id IN (SELECT id FROM b));
CREATE POLICY p ON b USING (id IN (SELECT id FROM a));
