CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); CREATE DOMAIN m AS mood NOT NULL DEFAULT 'ok' CHECK (VALUE <> 'sad'); CREATE TABLE t (a m, b m[], c mood);
