ALTER TABLE "public"."p" DROP CONSTRAINT "p_a_key";
ALTER TABLE "public"."q" ALTER COLUMN "a" SET NOT NULL;
ALTER TABLE ONLY "public"."q" ADD CONSTRAINT "q_pkey" PRIMARY KEY ("a");
ALTER TABLE "public"."q1" ADD CONSTRAINT "q1_pkey" PRIMARY KEY ("a");
ALTER TABLE ONLY "public"."p" ADD CONSTRAINT "p_a_key" UNIQUE ("a");
ALTER TABLE "public"."p1" ADD CONSTRAINT "p1_a_key" UNIQUE ("a");
ALTER TABLE "public"."p2" ADD CONSTRAINT "p2_a_key" UNIQUE ("a");
ALTER INDEX "public"."p_a_key" ATTACH PARTITION "public"."p2_a_key";
