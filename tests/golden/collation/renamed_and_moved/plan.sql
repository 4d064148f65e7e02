ALTER COLLATION "public"."plain" SET SCHEMA "app";
ALTER COLLATION "app"."plain" RENAME TO "bytes";
