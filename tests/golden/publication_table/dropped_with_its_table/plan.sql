DROP SCHEMA "shop";
DROP TABLE "public"."a";
