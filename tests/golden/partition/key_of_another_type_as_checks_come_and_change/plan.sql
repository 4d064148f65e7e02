ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" bigint,
    "a" integer,
    CONSTRAINT "c" CHECK (a > 1),
    CONSTRAINT "e" CHECK (a < 99)
) PARTITION BY RANGE (id);
ALTER TABLE "public"."t__mizzle_old" DROP CONSTRAINT "c";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."ta";
ALTER TABLE "public"."ta"
    DROP CONSTRAINT "d",
    ALTER COLUMN "id" TYPE bigint,
    ADD CONSTRAINT "c" CHECK (a > 1),
    ADD CONSTRAINT "e" CHECK (a < 99);
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ATTACH PARTITION "public"."ta" FOR VALUES FROM ('0') TO ('10');
