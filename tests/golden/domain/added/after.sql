CREATE SCHEMA app;
CREATE DOMAIN app.positive AS integer DEFAULT 1 + 1 CONSTRAINT positive_check CHECK (VALUE > 0);
CREATE DOMAIN app.small AS app.positive NOT NULL CONSTRAINT small_check CHECK (VALUE < 100);
CREATE DOMAIN app.letters AS varchar(20) COLLATE "C";
ALTER DOMAIN app.letters ADD CONSTRAINT later CHECK (VALUE <> 'VALUE') NOT VALID;
COMMENT ON CONSTRAINT later ON DOMAIN app.letters IS 'some day';
COMMENT ON DOMAIN app.letters IS 'a to z';
CREATE DOMAIN app.list AS app.positive[] CHECK (cardinality(VALUE) < 3);
CREATE TABLE app.t (a app.small, b app.letters DEFAULT 'x', c app.positive[], d app.list, e app.letters COLLATE "POSIX" PRIMARY KEY);
