CREATE TABLE users (full_name text, CONSTRAINT users_name_check CHECK (full_name <> '')); CREATE TABLE posts (name text NOT NULL);
