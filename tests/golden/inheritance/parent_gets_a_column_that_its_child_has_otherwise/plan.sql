ALTER TABLE "public"."k" ALTER COLUMN "b" TYPE integer;
ALTER TABLE "public"."p" ADD COLUMN "b" integer;
