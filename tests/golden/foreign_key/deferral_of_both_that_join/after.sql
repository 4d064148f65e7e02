CREATE TABLE u (id int primary key);
CREATE TABLE p (a int, u int constraint fk references u) partition by list (a);
CREATE TABLE p1 PARTITION OF p for values in (1);
