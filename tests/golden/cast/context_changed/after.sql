CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE CAST (text AS mood) WITH INOUT AS ASSIGNMENT; COMMENT ON CAST (text AS mood) IS 'n';
