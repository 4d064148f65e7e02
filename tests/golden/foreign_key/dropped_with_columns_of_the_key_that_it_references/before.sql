CREATE TABLE t (
    a int, b int, c int,
    CONSTRAINT u UNIQUE (b, c) INCLUDE (a),
    CONSTRAINT f FOREIGN KEY (b, c) REFERENCES t (b, c)
);
