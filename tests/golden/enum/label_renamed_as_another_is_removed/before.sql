CREATE TYPE mood AS ENUM ('sad', 'ok', 'gone');
CREATE TABLE t (m mood DEFAULT 'ok', many mood[]);
