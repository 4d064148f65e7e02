ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."p" DETACH PARTITION "public"."t__mizzle_old";
CREATE TABLE "public"."t" PARTITION OF "public"."p" FOR VALUES IN (1) PARTITION BY RANGE (n);
CREATE TABLE "public"."t_low" PARTITION OF "public"."t" FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE "public"."t_rest" PARTITION OF "public"."t" DEFAULT;
INSERT INTO "public"."t" ("id", "n")
SELECT "id", "n" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
