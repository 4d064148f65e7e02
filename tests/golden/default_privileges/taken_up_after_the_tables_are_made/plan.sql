CREATE TABLE "public"."bare" (
    "id" integer
);
CREATE TABLE "public"."notes" (
    "id" integer
);
GRANT SELECT ON TABLE "public"."notes" TO "app";
ALTER TABLE "public"."there" ADD COLUMN "more" integer;
CREATE VIEW "public"."seen" AS
SELECT more
   FROM public.there;
ALTER DEFAULT PRIVILEGES FOR ROLE "postgres" GRANT SELECT ON TABLES TO "app";
