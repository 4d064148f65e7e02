CREATE TABLE "public"."q" PARTITION OF "public"."p" FOR VALUES IN (1);
ALTER TABLE "public"."q" ALTER COLUMN "g" SET EXPRESSION AS (id + 2);
CREATE INDEX "p_g" ON "public"."p" USING btree ("g");
