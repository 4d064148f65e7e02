ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."ta";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."tb";
DROP TABLE "public"."t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer,
    "k" text,
    "n" integer
) PARTITION BY RANGE (n);
ALTER TABLE "public"."t" ATTACH PARTITION "public"."ta" FOR VALUES FROM (0) TO (10);
ALTER TABLE "public"."t" ATTACH PARTITION "public"."tb" FOR VALUES FROM (10) TO (20);
CREATE INDEX "t_n" ON "public"."t" USING btree ("n");
