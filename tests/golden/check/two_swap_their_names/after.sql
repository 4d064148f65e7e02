CREATE TABLE t (a integer CONSTRAINT y CHECK (a > 0), b integer CONSTRAINT x CHECK (b > 0));
