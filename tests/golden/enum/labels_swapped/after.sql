CREATE TYPE mood AS ENUM ('bad', 'good', 'fine');
CREATE TYPE step AS ENUM ('two', 'three');
CREATE TABLE t (m mood DEFAULT 'bad', s step, CHECK (m > 'bad' OR s = 'two'));
