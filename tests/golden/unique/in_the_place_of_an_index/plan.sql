DROP INDEX "public"."d_desc";
DROP INDEX "public"."lower_b";
ALTER TABLE "public"."t"
    ADD CONSTRAINT "t_pkey" PRIMARY KEY USING INDEX "kc",
    ADD CONSTRAINT "d_desc" UNIQUE ("d"),
    ADD CONSTRAINT "k" UNIQUE USING INDEX "k",
    ADD CONSTRAINT "lower_b" UNIQUE ("b"),
    ADD CONSTRAINT "t_ab_key" UNIQUE USING INDEX "t_ab" DEFERRABLE;
