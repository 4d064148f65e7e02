CREATE TABLE keyed (a int NOT NULL);
CREATE TABLE counted (a int);
CREATE TABLE hidden (a int GENERATED ALWAYS AS IDENTITY);
CREATE TABLE mood (b int);
CREATE TABLE swapped (a int); CREATE INDEX x ON swapped (a);
