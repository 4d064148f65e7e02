CREATE TABLE things (id int) PARTITION BY RANGE (id);
CREATE TABLE ta (id int);
CREATE TABLE o (a int);
