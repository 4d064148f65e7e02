CREATE TYPE "public"."floats" AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = "float8mi");
COMMENT ON TYPE "public"."floats" IS 'of floats';
CREATE TYPE "public"."textrange" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = "text_pattern_ops", COLLATION = "C", MULTIRANGE_TYPE_NAME = "public"."texts");
CREATE TABLE "public"."t" (
    "a" "public"."floats",
    "b" "public"."floats_multirange",
    "c" "public"."textrange",
    "d" "public"."texts"[]
);
