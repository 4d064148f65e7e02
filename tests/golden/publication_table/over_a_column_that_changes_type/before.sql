CREATE TABLE a (id integer PRIMARY KEY, b text, c text);
CREATE TABLE kept (id integer PRIMARY KEY);
CREATE PUBLICATION news FOR TABLE a WHERE (id > 0), kept;
CREATE PUBLICATION columns FOR TABLE a (id, b);
