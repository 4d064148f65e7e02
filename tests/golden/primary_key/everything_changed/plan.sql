ALTER TABLE "public"."t"
    DROP CONSTRAINT "t_pkey",
    ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id") INCLUDE ("a") WITH ("fillfactor" = '60') DEFERRABLE INITIALLY DEFERRED;
