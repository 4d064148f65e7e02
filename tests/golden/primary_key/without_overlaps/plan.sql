ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_pkey",
    ADD CONSTRAINT "t_pkey" PRIMARY KEY ("a", "v" WITHOUT OVERLAPS);
