CREATE SCHEMA away;
CREATE TABLE whole (id integer, posts text DEFAULT $$x$$) PARTITION BY LIST (id);
CREATE TABLE away.part PARTITION OF whole FOR VALUES IN (1);
CREATE TABLE renamed PARTITION OF whole FOR VALUES IN (2);
CREATE TABLE up (id integer, CONSTRAINT id_was CHECK (id > 0));
CREATE TABLE away.down () INHERITS (up);
