CREATE TYPE "public"."p" AS ("a" integer);
CREATE CAST (double precision AS timestamp with time zone) WITH FUNCTION "to_timestamp"(double precision);
CREATE CAST ("public"."mood" AS text) WITH INOUT;
CREATE CAST ("public"."p" AS text) WITH INOUT AS IMPLICIT;
COMMENT ON CAST ("public"."p" AS text) IS 'p';
CREATE CAST (text AS "public"."mood") WITH INOUT AS ASSIGNMENT;
