CREATE TABLE p (a int PRIMARY KEY, b numeric UNIQUE, c int UNIQUE);
CREATE TABLE t (a int REFERENCES p (a), b numeric REFERENCES p (b), c int REFERENCES p (c));
