CREATE TABLE p (a int) WITH (autovacuum_enabled = false);
CREATE TABLE h (a int);
