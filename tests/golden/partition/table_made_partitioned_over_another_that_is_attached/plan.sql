ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer NOT NULL
) PARTITION BY RANGE (id);
ALTER TABLE "public"."t" ATTACH PARTITION "public"."earlier" FOR VALUES FROM (MINVALUE) TO (10);
CREATE TABLE "public"."later" PARTITION OF "public"."t" FOR VALUES FROM (10) TO (MAXVALUE);
INSERT INTO "public"."t" ("id")
SELECT "id" FROM ONLY "public"."t__mizzle_old";
ALTER TABLE "public"."heir" NO INHERIT "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id");
