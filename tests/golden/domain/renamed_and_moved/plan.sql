ALTER DOMAIN "public"."d" SET SCHEMA "app";
ALTER DOMAIN "app"."d" RENAME TO "n";
ALTER DOMAIN "app"."n" RENAME CONSTRAINT "d_not_null" TO "n_not_null";
