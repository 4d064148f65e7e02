CREATE TYPE s AS ENUM ('0','a','it''s','b','c','z');
