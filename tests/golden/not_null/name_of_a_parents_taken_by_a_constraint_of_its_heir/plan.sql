ALTER TABLE "public"."p" RENAME CONSTRAINT "given" TO "p_a_not_null";
ALTER TABLE "public"."p" RENAME CONSTRAINT "p_b_not_null" TO "p_b_not_null1";
ALTER TABLE "public"."c"
    ADD CONSTRAINT "given" UNIQUE ("a"),
    ADD CONSTRAINT "p_b_not_null" CHECK (b > 0);
