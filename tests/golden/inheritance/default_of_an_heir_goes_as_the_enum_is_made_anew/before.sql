CREATE TYPE mood AS ENUM ('good', 'bad', 'other');
CREATE TABLE p (u mood);
CREATE TABLE c () INHERITS (p);
ALTER TABLE c ALTER u SET DEFAULT 'good';
