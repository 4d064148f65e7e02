CREATE TEXT SEARCH DICTIONARY plain (template = simple);
