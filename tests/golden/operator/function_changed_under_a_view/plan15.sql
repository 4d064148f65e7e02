DROP VIEW "public"."seen";
ALTER TABLE "public"."notes" DROP CONSTRAINT "notes_body_check";
DROP OPERATOR "public".?> (text, text);
CREATE OPERATOR "public".?> (FUNCTION = "public"."lacks", LEFTARG = text, RIGHTARG = text);
CREATE VIEW "public"."seen" AS
SELECT notes.body
   FROM public.notes
  WHERE (notes.body OPERATOR(public.?>) 'b'::text);
ALTER TABLE "public"."notes" ADD CONSTRAINT "notes_body_check" CHECK (body OPERATOR(public.?>) 'x'::text);
