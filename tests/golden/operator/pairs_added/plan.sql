CREATE OPERATOR "public".!?> (FUNCTION = "public"."lacks", LEFTARG = text, RIGHTARG = text, NEGATOR = OPERATOR("public".?>));
CREATE OPERATOR "public".<? (FUNCTION = "public"."inside", LEFTARG = text, RIGHTARG = text, COMMUTATOR = OPERATOR("public".?>));
