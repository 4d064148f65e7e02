ALTER TABLE "public"."m"
    DROP COLUMN "note",
    ADD COLUMN "extra" text DEFAULT 'x'::text;
