CREATE TABLE p (a numeric PRIMARY KEY, b int UNIQUE, c bigint UNIQUE);
CREATE TABLE t (a numeric REFERENCES p (a), b int REFERENCES p (b), c bigint REFERENCES p (c));
