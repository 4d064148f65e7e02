CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE CAST (text AS mood) WITH INOUT;
