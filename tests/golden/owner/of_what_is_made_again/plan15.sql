DROP VIEW "public"."mine";
DROP VIEW "public"."theirs";
ALTER TABLE "public"."notes" ALTER COLUMN "id" TYPE bigint;
CREATE VIEW "public"."mine" AS
SELECT notes.id
   FROM public.notes;
CREATE VIEW "public"."theirs" AS
SELECT notes.id
   FROM public.notes;
ALTER VIEW "public"."theirs" OWNER TO "one";
