DROP INDEX "public"."i";
DROP VIEW "public"."above";
DROP VIEW "public"."read";
DROP CAST ("public"."p" AS text);
CREATE CAST ("public"."p" AS text) WITH FUNCTION "public"."g"("public"."p");
CREATE OR REPLACE VIEW "public"."changed" AS
SELECT (t.x)::text AS y,
    1 AS one
   FROM public.t;
CREATE INDEX "i" ON "public"."t" USING btree (((x)::text));
CREATE VIEW "public"."read" AS
SELECT (t.x)::text AS y
   FROM public.t;
CREATE VIEW "public"."above" AS
SELECT read.y
   FROM public.read;
