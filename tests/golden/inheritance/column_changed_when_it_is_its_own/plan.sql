ALTER TABLE "public"."k" NO INHERIT "public"."p";
ALTER TABLE "public"."k"
    ALTER COLUMN "a" TYPE character varying(9),
    ALTER COLUMN "id" TYPE bigint,
    ALTER COLUMN "a" SET DEFAULT 'x'::character varying;
