ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."c";
CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    CONSTRAINT "x" CHECK (id > 1)
) PARTITION BY LIST (id);
ALTER TABLE "public"."c" DROP CONSTRAINT "x";
ALTER TABLE "public"."t__mizzle_old" DROP CONSTRAINT "x";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."d";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."d" ADD CONSTRAINT "x" CHECK (id > 1);
ALTER TABLE "public"."t" ATTACH PARTITION "public"."d" FOR VALUES IN (20, 21);
