CREATE COLLATION plain (locale = 'POSIX');
CREATE TABLE words (word text COLLATE plain PRIMARY KEY, other text, shown text DEFAULT ('x' COLLATE plain), CHECK (other < 'b' COLLATE plain));
CREATE INDEX words_other ON words (other COLLATE plain);
CREATE VIEW low AS SELECT other FROM words WHERE word < 'm' COLLATE plain;
