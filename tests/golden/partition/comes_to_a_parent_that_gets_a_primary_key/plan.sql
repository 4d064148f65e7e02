ALTER TABLE "public"."m" ATTACH PARTITION "public"."n" FOR VALUES IN (1);
ALTER TABLE "public"."a" ADD CONSTRAINT "a_pkey" PRIMARY KEY ("id");
