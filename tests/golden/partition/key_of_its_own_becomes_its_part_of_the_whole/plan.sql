ALTER INDEX "public"."monday_key" RENAME TO "monday_pkey";
ALTER TABLE "public"."days" ATTACH PARTITION "public"."monday" FOR VALUES FROM ('2026-01-05') TO ('2026-01-06');
