ALTER TABLE "public"."m" DETACH PARTITION "public"."m1";
ALTER TABLE "public"."m" DETACH PARTITION "public"."m2";
ALTER TABLE "public"."m1" RENAME CONSTRAINT "m_day_not_null" TO "dated";
