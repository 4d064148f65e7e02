ALTER TABLE "public"."c"
    ADD CONSTRAINT "given" UNIQUE ("a"),
    ADD CONSTRAINT "p_b_not_null" CHECK (b > 0);
