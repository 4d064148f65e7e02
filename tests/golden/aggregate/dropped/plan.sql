DROP AGGREGATE "public"."counted"(*);
DROP AGGREGATE "public"."joined_up"(VARIADIC text[]);
DROP AGGREGATE "public"."middle"(double precision ORDER BY anyelement);
DROP AGGREGATE "public"."placed"(VARIADIC "any" ORDER BY VARIADIC "any");
DROP AGGREGATE "public"."plain"(integer);
DROP FUNCTION "public"."step"(bigint, integer);
