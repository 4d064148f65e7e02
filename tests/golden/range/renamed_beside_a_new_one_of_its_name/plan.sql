ALTER TYPE "public"."span" RENAME TO "a";
ALTER TYPE "public"."span_multirange" RENAME TO "a_multirange";
ALTER FUNCTION "public"."span"(text, text) RENAME TO "a";
ALTER FUNCTION "public"."span"(text, text, text) RENAME TO "a";
ALTER FUNCTION "public"."span_multirange"() RENAME TO "a_multirange";
CREATE TYPE "public"."span" AS RANGE (SUBTYPE = text, COLLATION = "C");
