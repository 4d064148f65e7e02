CREATE TABLE p (id smallint);
CREATE TABLE h (id text) WITH (toast.autovacuum_enabled = false);
