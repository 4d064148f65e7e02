CREATE TABLE t (id integer, kind integer, parent integer, a integer, CONSTRAINT x1 UNIQUE (a, id) INCLUDE (kind),
    CONSTRAINT total FOREIGN KEY (parent, id) REFERENCES t (a, id));
