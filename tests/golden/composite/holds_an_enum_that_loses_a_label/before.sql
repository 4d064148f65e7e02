CREATE TYPE mood AS ENUM ('sad', 'ok', 'gone'); CREATE TYPE p AS (m mood, ms mood[], n int); CREATE TABLE t (v p, w p[], x mood); CREATE TYPE unused AS (m mood);
