ALTER DOMAIN "public"."d" SET DEFAULT 2;
ALTER DOMAIN "public"."e" DROP DEFAULT;
ALTER DOMAIN "public"."f" SET DEFAULT lower('A'::text);
