ALTER FUNCTION "public"."f"(integer) RENAME TO "f__mizzle_old";
ALTER FUNCTION "public"."g"(integer) RENAME TO "f";
ALTER FUNCTION "public"."f__mizzle_old"(integer) RENAME TO "g";
ALTER AGGREGATE "public"."a"(integer) RENAME TO "a__mizzle_old";
ALTER FUNCTION "public"."b"(integer) RENAME TO "a";
ALTER AGGREGATE "public"."a__mizzle_old"(integer) RENAME TO "b";
