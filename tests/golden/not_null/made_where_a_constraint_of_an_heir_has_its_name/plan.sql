ALTER TABLE "public"."p" ADD COLUMN "d" integer CONSTRAINT "p_d_not_null1" NOT NULL;
ALTER TABLE "public"."p" ADD CONSTRAINT "p_b_not_null1" NOT NULL "b";
ALTER TABLE "public"."c" ADD CONSTRAINT "p_d_not_null" CHECK (d > 0);
