CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TYPE step AS ENUM ('one', 'two');
CREATE TABLE t (m mood DEFAULT 'good', s step, CHECK (m > 'good' OR s = 'one'));
