CREATE TABLE p (a integer, b integer, CONSTRAINT c CHECK (a > 0));
CREATE TABLE k (a integer, b integer, CONSTRAINT c CHECK (a > 0));
