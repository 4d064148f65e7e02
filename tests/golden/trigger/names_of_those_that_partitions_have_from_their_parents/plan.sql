ALTER TABLE "public"."z" DETACH PARTITION "public"."n";
ALTER TRIGGER "ra" ON "public"."n" RENAME TO "rt";
ALTER TABLE "public"."a" ATTACH PARTITION "public"."n" FOR VALUES IN (1);
