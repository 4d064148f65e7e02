ALTER TABLE "public"."p"
    DROP CONSTRAINT "c",
    DROP CONSTRAINT "e";
ALTER TABLE "public"."k"
    ADD CONSTRAINT "c" CHECK (a > 0),
    ADD CONSTRAINT "d" CHECK (a < 9);
