ALTER OPERATOR "public".<? (text, text) SET (COMMUTATOR = OPERATOR("public".?>));
