DROP VIEW "public"."seen";
DROP OPERATOR "public".?> (text, text);
DROP FUNCTION "public"."has"(text, text);
