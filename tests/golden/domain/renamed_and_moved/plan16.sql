ALTER DOMAIN "public"."d" SET SCHEMA "app";
ALTER DOMAIN "app"."d" RENAME TO "n";
