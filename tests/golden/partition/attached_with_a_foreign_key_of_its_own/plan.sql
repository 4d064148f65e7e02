ALTER TABLE "public"."p" ATTACH PARTITION "public"."c" FOR VALUES WITH (modulus 2, remainder 1);
ALTER TABLE "public"."s" ATTACH PARTITION "public"."d" FOR VALUES WITH (modulus 2, remainder 1);
