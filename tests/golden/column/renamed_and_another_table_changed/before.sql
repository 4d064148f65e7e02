CREATE TABLE users (name text CHECK (name <> '')); CREATE TABLE posts (name text);
