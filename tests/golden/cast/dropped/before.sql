CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TYPE p AS (a int); CREATE CAST (text AS mood) WITH INOUT; CREATE CAST (p AS text) WITH INOUT;
