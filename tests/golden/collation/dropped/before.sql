CREATE COLLATION plain (locale = 'C');
CREATE TABLE words (word text COLLATE plain);
CREATE INDEX words_plain ON words (lower(word) COLLATE plain);
