CREATE SCHEMA "app";
CREATE TEXT SEARCH DICTIONARY "app"."plain" (TEMPLATE = "simple", "accept" = 'false');
CREATE TEXT SEARCH DICTIONARY "public"."stem" (TEMPLATE = "snowball", "language" = 'english', "stopwords" = 'english');
COMMENT ON TEXT SEARCH DICTIONARY "public"."stem" IS 'it''s English';
