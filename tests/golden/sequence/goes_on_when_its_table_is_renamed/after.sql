CREATE TABLE people (id smallserial PRIMARY KEY, a int);
