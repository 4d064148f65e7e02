CREATE TABLE p(id int NOT NULL, k int, a text DEFAULT 'd', CONSTRAINT pk PRIMARY KEY (id, k), CONSTRAINT ck CHECK (k > 0)) PARTITION BY RANGE (k);
CREATE TABLE p1(id int, k int);
