CREATE SCHEMA app; CREATE COLLATION plain (locale = 'C');
CREATE TABLE words (word text COLLATE plain, CHECK (word > 'a' COLLATE plain));
