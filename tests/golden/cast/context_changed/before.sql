CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE CAST (text AS mood) WITH INOUT; COMMENT ON CAST (text AS mood) IS 'm';
