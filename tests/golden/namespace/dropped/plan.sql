DROP TABLE "app"."t";
DROP SCHEMA "app";
