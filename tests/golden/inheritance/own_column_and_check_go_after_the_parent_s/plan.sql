ALTER TABLE "public"."p"
    DROP COLUMN "b",
    DROP CONSTRAINT "e";
ALTER TABLE "public"."k"
    DROP COLUMN "b",
    DROP CONSTRAINT "e";
ALTER TABLE "public"."p" ADD CONSTRAINT "e" CHECK (d > 1);
