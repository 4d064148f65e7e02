ALTER TABLE "public"."p"
    ADD COLUMN "d" integer NOT NULL,
    ALTER COLUMN "b" SET NOT NULL;
ALTER TABLE "public"."c" ADD CONSTRAINT "p_d_not_null" CHECK (d > 0);
