CREATE TABLE "public"."alike" (
    "id" integer
);
CREATE TABLE "public"."bare" (
    "id" integer
);
CREATE TABLE "public"."counted" (
    "id" serial
);
CREATE TABLE "public"."notes" (
    "id" integer
);
REVOKE USAGE ON SEQUENCE "public"."counted_id_seq" FROM "app";
REVOKE SELECT, INSERT ON TABLE "public"."bare" FROM "app";
REVOKE SELECT, INSERT ON TABLE "public"."counted" FROM "app";
REVOKE INSERT ON TABLE "public"."notes" FROM "app";
GRANT SELECT ON TABLE "public"."notes" TO "other";
