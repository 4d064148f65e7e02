CREATE TABLE orders (id int CONSTRAINT orders_pkey PRIMARY KEY DEFERRABLE) PARTITION BY RANGE (id);
CREATE UNIQUE INDEX orders_id_idx ON orders (id);
CREATE TABLE lines (id int, CONSTRAINT lines_id_fkey FOREIGN KEY (id) REFERENCES orders (id));
