CREATE TYPE mood AS ENUM ('sad', 'fine');
CREATE TABLE t (m mood DEFAULT 'fine', many mood[]);
