ALTER TABLE "public"."p"
    ADD COLUMN "b" text,
    ADD CONSTRAINT "c" CHECK (b <> ''::text);
ALTER TABLE "public"."k"
    ADD COLUMN "b" text,
    ADD CONSTRAINT "c" CHECK (b <> ''::text),
    INHERIT "public"."p";
