CREATE TYPE mood AS ENUM ($$a$$);
CREATE TABLE z (a mood[] DEFAULT ARRAY['a'::mood]);
CREATE TABLE b (a mood[] NOT NULL) INHERITS (z);
