CREATE TABLE t (a integer CONSTRAINT positive NOT NULL);
