ALTER TEXT SEARCH DICTIONARY "public"."plain" ("accept", "stopwords" = 'german');
