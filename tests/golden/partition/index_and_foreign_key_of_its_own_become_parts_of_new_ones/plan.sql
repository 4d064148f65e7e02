ALTER TABLE "public"."monday" RENAME CONSTRAINT "of_r" TO "whole";
ALTER INDEX "public"."by_id" RENAME TO "monday_id_idx";
DROP INDEX "public"."by_id_too";
CREATE INDEX "days_id" ON "public"."days" USING btree ("id");
COMMENT ON INDEX "public"."monday_id_idx" IS NULL;
ALTER TABLE "public"."days" ADD CONSTRAINT "whole" FOREIGN KEY ("id") REFERENCES "public"."r" ("id");
