CREATE TYPE thing AS ENUM ('a');
CREATE TABLE notes (kind thing);
