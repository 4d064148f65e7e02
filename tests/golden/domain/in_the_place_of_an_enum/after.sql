CREATE DOMAIN mood AS text; CREATE TABLE t (a mood);
