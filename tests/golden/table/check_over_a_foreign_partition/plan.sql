ALTER TABLE "public"."p"
    ALTER COLUMN "t" SET NOT NULL,
    ADD CONSTRAINT "p_t_check" CHECK (t <> ''::text);
