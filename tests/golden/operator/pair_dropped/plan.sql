DROP OPERATOR "public".!?> (text, text);
DROP OPERATOR "public".<? (text, text);
