CREATE TABLE items (id integer, price integer);
CREATE VIEW prices AS SELECT price FROM items;
CREATE VIEW doubled AS SELECT price * 2 AS price FROM prices;
