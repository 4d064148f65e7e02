CREATE SCHEMA app; CREATE COLLATION app.bytes (locale = 'C');
CREATE TABLE words (word text COLLATE app.bytes, CHECK (word > 'a' COLLATE app.bytes));
