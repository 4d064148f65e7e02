CREATE TABLE u (id int primary key);
CREATE TABLE p (a int, u int constraint fk references u deferrable) partition by list (a);
CREATE TABLE p1 (a int, u int constraint fk references u);
