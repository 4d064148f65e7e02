DROP OPERATOR "public".<=> (integer, integer);
CREATE OPERATOR "public".<=> (FUNCTION = "int4eq", LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR("public".<=>));
CREATE OPERATOR FAMILY "public"."fam" USING "hash";
CREATE OPERATOR CLASS "public"."fam" FOR TYPE integer USING "hash" FAMILY "public"."fam" AS
    OPERATOR 1 "public".<=> (integer, integer),
    FUNCTION 1 (integer, integer) "hashint4"(integer);
CREATE TABLE "public"."t" (
    "n" integer,
    CONSTRAINT "t_n_excl" EXCLUDE USING hash ("n" "public"."fam" WITH OPERATOR("public".<=>))
);
