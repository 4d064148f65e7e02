ALTER TABLE "public"."t"
    DROP CONSTRAINT "k",
    ADD CONSTRAINT "k" CHECK ((a > 1) AND (b = ANY (ARRAY['x'::text, 'y'::text])));
