ALTER TABLE "public"."t" NOT OF;
ALTER TYPE "public"."k" ADD ATTRIBUTE "x" bigint, ADD ATTRIBUTE "a" bigint;
ALTER TABLE "public"."t"
    ADD COLUMN "x" bigint,
    ADD COLUMN "a" bigint;
ALTER TABLE "public"."t" OF "public"."k";
ALTER TABLE "public"."u"
    ADD COLUMN "x" bigint,
    ADD COLUMN "a" bigint;
