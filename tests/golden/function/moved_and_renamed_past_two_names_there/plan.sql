ALTER FUNCTION "app"."f"(integer) RENAME TO "g__mizzle_old";
ALTER FUNCTION "app"."g__mizzle_old"(integer) SET SCHEMA "public";
ALTER FUNCTION "public"."g__mizzle_old"(integer) RENAME TO "g";
