ALTER TABLE "public"."n" NO INHERIT "public"."c";
ALTER TABLE "public"."p" ATTACH PARTITION "public"."c" FOR VALUES IN (1);
