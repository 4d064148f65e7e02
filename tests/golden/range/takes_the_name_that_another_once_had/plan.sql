ALTER FUNCTION "public"."span"(text, text) RENAME TO "a";
ALTER FUNCTION "public"."span"(text, text, text) RENAME TO "a";
ALTER FUNCTION "public"."span_multirange"() RENAME TO "a_multirange";
CREATE TYPE "public"."span" AS RANGE (SUBTYPE = text);
ALTER FUNCTION "public"."others"() RENAME TO "another";
CREATE TYPE "public"."third" AS RANGE (SUBTYPE = integer, MULTIRANGE_TYPE_NAME = "public"."others");
