INSERT INTO words VALUES ('a', 'a'), ('z', NULL);
