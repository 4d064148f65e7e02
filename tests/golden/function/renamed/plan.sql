ALTER FUNCTION "public"."f"(integer) SET SCHEMA "app";
ALTER FUNCTION "app"."f"(integer) RENAME TO "g";
ALTER PROCEDURE "public"."p"(IN integer) RENAME TO "q";
