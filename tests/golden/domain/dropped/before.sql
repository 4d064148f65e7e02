CREATE DOMAIN positive AS integer CHECK (VALUE > 0); CREATE DOMAIN small AS positive; CREATE TABLE t (a small, b positive, c int);
