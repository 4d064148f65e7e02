CREATE ROLE app;
CREATE TYPE mood AS ENUM ('a', 'b', 'c');
CREATE TABLE notes (feels mood);
REVOKE USAGE ON TYPE mood FROM PUBLIC;
GRANT USAGE ON TYPE mood TO app;
