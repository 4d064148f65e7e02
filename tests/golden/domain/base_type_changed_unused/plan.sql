DROP DOMAIN "public"."e";
DROP DOMAIN "public"."d";
CREATE DOMAIN "public"."d" AS text;
CREATE DOMAIN "public"."e" AS "public"."d";
