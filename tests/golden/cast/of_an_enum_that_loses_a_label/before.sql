CREATE TYPE mood AS ENUM ('sad', 'ok', 'no'); CREATE CAST (text AS mood) WITH INOUT; CREATE TABLE t (a mood);
