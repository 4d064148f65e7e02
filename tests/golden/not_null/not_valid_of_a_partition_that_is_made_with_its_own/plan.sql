CREATE TABLE "public"."k" (
    "id" integer,
    "u" text
) PARTITION BY LIST (id);
CREATE TABLE "public"."t" PARTITION OF "public"."k" FOR VALUES IN (1, 2) PARTITION BY LIST (id);
CREATE TABLE "public"."w" PARTITION OF "public"."t" FOR VALUES IN (1);
ALTER TABLE "public"."t" ADD CONSTRAINT "t_u" NOT NULL "u" NOT VALID;
