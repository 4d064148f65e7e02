CREATE TYPE mood AS ENUM ('sad', 'ok', 'bad');
CREATE TABLE people (id integer, feels mood);
CREATE INDEX people_feel ON people USING brin (id) WHERE feels <> 'ok' AND feels IS NOT NULL;
