ALTER TABLE "public"."t"
    DROP CONSTRAINT "k",
    ADD CONSTRAINT "k" CHECK (a > 0) NO INHERIT;
COMMENT ON CONSTRAINT "k" ON "public"."t" IS 'words';
