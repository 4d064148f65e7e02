DROP OPERATOR "public".<? (text, text);
CREATE OPERATOR "public".<? (FUNCTION = "public"."inside", LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR("public".?>));
