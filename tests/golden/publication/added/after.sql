CREATE SCHEMA shop;
CREATE TABLE a (id integer PRIMARY KEY, b text);
CREATE TABLE n (id integer PRIMARY KEY);
CREATE PUBLICATION everything FOR ALL TABLES WITH (publish = 'insert, update');
CREATE PUBLICATION news FOR TABLE a (id) WHERE (id > 0), n;
CREATE PUBLICATION spaces FOR TABLES IN SCHEMA shop WITH (publish_via_partition_root);
CREATE PUBLICATION nothing;
COMMENT ON PUBLICATION news IS 'it';
