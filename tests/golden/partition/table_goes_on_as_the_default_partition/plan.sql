ALTER TABLE "public"."t" RENAME TO "t_legacy";
DROP INDEX "public"."t_day";
CREATE TABLE "public"."t" (
    "id" integer,
    "day" date NOT NULL
) PARTITION BY RANGE (day);
ALTER TABLE "public"."t" ATTACH PARTITION "public"."t_legacy" DEFAULT;
CREATE INDEX "t_day" ON "public"."t" USING btree ("day");
