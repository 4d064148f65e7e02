DROP OPERATOR "app".?> (text, text);
DROP OPERATOR "app".!?> (text, text);
DROP OPERATOR "app".<? (text, text);
DROP FUNCTION "app"."has"(text, text);
DROP SCHEMA "app";
