CREATE TABLE t (a integer CONSTRAINT x CHECK (a > 0), b integer CONSTRAINT y CHECK (b > 0));
