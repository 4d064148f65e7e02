ALTER TABLE "public"."k"
    DROP COLUMN "b",
    DROP CONSTRAINT "c";
ALTER TABLE "public"."p"
    DROP COLUMN "b",
    DROP CONSTRAINT "c";
ALTER TABLE "public"."k" INHERIT "public"."p";
