DROP TABLE "public"."notes";
CREATE FOREIGN TABLE "public"."notes" (
    "id" integer
) SERVER "far";
