ALTER TABLE "public"."n" ADD CONSTRAINT "k" CHECK (v <> 'x'::text);
ALTER TABLE "public"."m" ATTACH PARTITION "public"."n" FOR VALUES IN (1);
