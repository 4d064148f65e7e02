ALTER TABLE "public"."t"
    DROP COLUMN "g",
    ADD COLUMN "g" integer GENERATED ALWAYS AS (a * b) STORED;
CREATE INDEX "over" ON "public"."t" USING btree (((g + 1)));
ALTER INDEX "public"."over" ALTER COLUMN 1 SET STATISTICS 51;
CREATE STATISTICS "public"."kept" ON "a", "g" FROM "public"."t";
ALTER STATISTICS "public"."kept" SET STATISTICS 50;
