CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE people (id integer, feels mood);
CREATE INDEX people_feel ON people USING brin (id) WITH (pages_per_range = 16) WHERE feels <> 'ok' AND feels IS NOT NULL;
