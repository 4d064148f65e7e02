CREATE TABLE h (id smallint, x text GENERATED ALWAYS AS ('a' || id) STORED) WITH (toast.autovacuum_enabled = false);
