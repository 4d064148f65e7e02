CREATE SCHEMA app;
CREATE COLLATION app.plain (locale = 'C');
CREATE COLLATION app.mixed (lc_collate = 'C', lc_ctype = 'POSIX');
COMMENT ON COLLATION app.mixed IS 'it''s C';
CREATE TABLE app.words (word text COLLATE app.plain PRIMARY KEY);
CREATE INDEX words_mixed ON app.words (word COLLATE app.mixed);
