CREATE DOMAIN d AS integer DEFAULT 2; CREATE DOMAIN e AS integer; CREATE DOMAIN f AS text DEFAULT lower('A'); CREATE TABLE t (a d, b e, c f);
