CREATE SERVER "fresh" FOREIGN DATA WRAPPER "own";
CREATE FOREIGN TABLE "public"."notes" (
    "id" integer OPTIONS ("column_name" 'number') NOT NULL,
    "body" text COLLATE "C" DEFAULT 'x'::text,
    CONSTRAINT "notes_id_check" CHECK (id > 0)
) SERVER "far" OPTIONS ("table_name" 'it''s');
COMMENT ON FOREIGN TABLE "public"."notes" IS 'it';
CREATE FOREIGN TABLE "public"."other" (
    "id" integer
) SERVER "fresh";
COMMENT ON COLUMN "public"."notes"."id" IS 'it';
CREATE VIEW "public"."seen" AS
SELECT id
   FROM public.notes;
