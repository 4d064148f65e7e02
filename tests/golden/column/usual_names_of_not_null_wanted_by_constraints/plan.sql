ALTER TABLE "public"."t" RENAME CONSTRAINT "t_a_not_null" TO "t_a_not_null1";
ALTER TABLE "public"."t"
    ADD COLUMN "d" integer CONSTRAINT "t_d_not_null1" NOT NULL,
    ADD COLUMN "e" integer NOT NULL;
ALTER TABLE "public"."t" ADD CONSTRAINT "t_b_not_null1" NOT NULL "b";
ALTER TABLE "public"."t"
    ADD CONSTRAINT "t_b_not_null" UNIQUE ("b"),
    ADD CONSTRAINT "t_a_not_null" CHECK (a > 0),
    ADD CONSTRAINT "t_d_not_null" CHECK (c > 0);
