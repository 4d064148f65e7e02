ALTER TABLE "public"."p" ADD CONSTRAINT "p_pkey" PRIMARY KEY ("a", "b");
