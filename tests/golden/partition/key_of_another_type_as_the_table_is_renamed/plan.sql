ALTER TABLE "public"."t" RENAME TO "things__mizzle_old";
ALTER INDEX "public"."t_pkey" RENAME TO "things_pkey";
ALTER TABLE "public"."things__mizzle_old" DETACH PARTITION "public"."ta";
DROP TABLE "public"."things__mizzle_old";
CREATE TABLE "public"."things" (
    "id" bigint NOT NULL,
    CONSTRAINT "things_pkey" PRIMARY KEY ("id")
) PARTITION BY RANGE (id);
ALTER TABLE "public"."ta" ALTER COLUMN "id" TYPE bigint;
ALTER TABLE "public"."things" ATTACH PARTITION "public"."ta" FOR VALUES FROM ('0') TO ('10');
