DROP VIEW "public"."seen";
ALTER TABLE "public"."notes" ALTER COLUMN "id" TYPE bigint;
CREATE VIEW "public"."seen" AS
SELECT notes.id
   FROM public.notes;
REVOKE SELECT ON TABLE "public"."seen" FROM "app";
