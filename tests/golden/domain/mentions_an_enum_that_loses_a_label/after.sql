CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE DOMAIN m AS text DEFAULT ('ok'::mood)::text CHECK (VALUE <> ('sad'::mood)::text); CREATE TABLE t (a m, b mood, c text DEFAULT ('ok'::mood)::text);
