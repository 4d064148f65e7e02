CREATE TABLE "public"."notes" (
    "id" integer
);
CREATE TABLE "public"."own" (
    "id" integer
);
ALTER TABLE "public"."notes" OWNER TO "one";
GRANT SELECT ON TABLE "public"."notes" TO "app";
