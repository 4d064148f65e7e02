CREATE TYPE mood AS ENUM ('low', 'mid', 'high');
CREATE TABLE days (m mood);
CREATE FUNCTION above(a mood, b mood) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1::text > $2::text';
CREATE OPERATOR ?> (FUNCTION = above, LEFTARG = mood, RIGHTARG = mood);
