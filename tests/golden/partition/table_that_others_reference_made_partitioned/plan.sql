ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "above" integer
) PARTITION BY RANGE (id);
CREATE TABLE "public"."t_high" PARTITION OF "public"."t" FOR VALUES FROM (10) TO (20);
CREATE TABLE "public"."t_low" PARTITION OF "public"."t" FOR VALUES FROM (0) TO (10);
INSERT INTO "public"."t" ("id", "above")
SELECT "id", "above" FROM "public"."t__mizzle_old";
ALTER TABLE "public"."c" DROP CONSTRAINT "c_id_fkey";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t"
    ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id"),
    ADD CONSTRAINT "t_above_fkey" FOREIGN KEY ("above") REFERENCES "public"."t" ("id");
ALTER TABLE "public"."c" ADD CONSTRAINT "c_id_fkey" FOREIGN KEY ("id") REFERENCES "public"."t" ("id") ON DELETE CASCADE;
