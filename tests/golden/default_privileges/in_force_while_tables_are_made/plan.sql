CREATE TABLE "public"."alike" (
    "id" integer
);
CREATE TABLE "public"."bare" (
    "id" integer
);
CREATE TABLE "public"."counted" (
    "id" serial
);
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" REVOKE USAGE ON SEQUENCES FROM "app";
CREATE TABLE "public"."notes" (
    "id" integer
);
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" REVOKE SELECT ON TABLES FROM "app";
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" IN SCHEMA "public" REVOKE INSERT ON TABLES FROM "app";
REVOKE USAGE ON SEQUENCE "public"."counted_id_seq" FROM "app";
REVOKE SELECT, INSERT ON TABLE "public"."bare" FROM "app";
REVOKE SELECT, INSERT ON TABLE "public"."counted" FROM "app";
REVOKE INSERT ON TABLE "public"."notes" FROM "app";
GRANT SELECT ON TABLE "public"."notes" TO "other";
