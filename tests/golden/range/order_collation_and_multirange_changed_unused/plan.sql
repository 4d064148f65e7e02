DROP TYPE "public"."r";
CREATE TYPE "public"."r" AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = "text_pattern_ops", COLLATION = "C", MULTIRANGE_TYPE_NAME = "public"."rs");
