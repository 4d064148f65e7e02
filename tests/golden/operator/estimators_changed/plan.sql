ALTER OPERATOR "public".?> (text, text) SET (RESTRICT = NONE, JOIN = "contjoinsel");
