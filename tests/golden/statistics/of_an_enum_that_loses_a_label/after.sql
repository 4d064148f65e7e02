CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE t (a int, m mood); CREATE STATISTICS one ON a, m FROM t; CREATE STATISTICS two ON a, (m = 'ok'::mood) FROM t;
