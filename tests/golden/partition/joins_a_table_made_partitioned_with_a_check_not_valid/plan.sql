ALTER TABLE "public"."p" RENAME TO "p__mizzle_old";
CREATE TABLE "public"."p" (
    "id" integer
) PARTITION BY RANGE (id);
ALTER TABLE "public"."p" ATTACH PARTITION "public"."p1" FOR VALUES FROM (2) TO (MAXVALUE);
INSERT INTO "public"."p" ("id")
SELECT "id" FROM "public"."p__mizzle_old";
DROP TABLE "public"."p__mizzle_old";
ALTER TABLE "public"."p" ADD CONSTRAINT "c" CHECK (id <> 5) NOT VALID;
