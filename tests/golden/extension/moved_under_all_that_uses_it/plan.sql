ALTER EXTENSION "citext" SET SCHEMA "ext";
DROP FUNCTION "public"."gone"("ext"."citext");
ALTER EXTENSION "pg_trgm" SET SCHEMA "ext";
