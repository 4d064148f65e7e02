ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" RENAME CONSTRAINT "c" TO "d";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."ta";
DROP TABLE "public"."t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" bigint,
    "x" integer,
    CONSTRAINT "d" CHECK (x > 0)
) PARTITION BY RANGE (id);
ALTER TABLE "public"."ta" ALTER COLUMN "id" TYPE bigint;
ALTER TABLE "public"."t" ATTACH PARTITION "public"."ta" FOR VALUES FROM ('0') TO ('10');
