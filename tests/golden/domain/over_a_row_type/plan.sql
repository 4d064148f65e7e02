CREATE DOMAIN "public"."y" AS "public"."x";
CREATE TABLE "public"."u" (
    "c" "public"."y"
);
