CREATE TABLE p (a integer);
CREATE TABLE k (b bigint) INHERITS (p);
