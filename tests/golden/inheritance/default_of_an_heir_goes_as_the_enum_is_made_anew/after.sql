CREATE TYPE mood AS ENUM ('good', 'bad');
CREATE TABLE p (u mood);
CREATE TABLE c () INHERITS (p);
