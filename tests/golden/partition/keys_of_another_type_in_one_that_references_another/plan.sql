ALTER TABLE "public"."i" RENAME TO "i__mizzle_old";
ALTER TABLE "public"."o" RENAME TO "o__mizzle_old";
ALTER TABLE "public"."i__mizzle_old" DROP CONSTRAINT "i_o_id_r_fkey";
ALTER TABLE "public"."i__mizzle_old" DETACH PARTITION "public"."ie";
DROP TABLE "public"."i__mizzle_old";
ALTER TABLE "public"."o__mizzle_old" DETACH PARTITION "public"."oe";
DROP TABLE "public"."o__mizzle_old";
CREATE TABLE "public"."o" (
    "id" integer NOT NULL,
    "r" character varying(9) NOT NULL,
    CONSTRAINT "o_pkey" PRIMARY KEY ("id", "r")
) PARTITION BY LIST (r);
CREATE TABLE "public"."i" (
    "id" integer,
    "o_id" integer,
    "r" character varying(9),
    CONSTRAINT "i_o_id_r_fkey" FOREIGN KEY ("o_id", "r") REFERENCES "public"."o" ("id", "r")
) PARTITION BY LIST (r);
ALTER TABLE "public"."ie" ALTER COLUMN "r" TYPE character varying(9);
ALTER TABLE "public"."oe" ALTER COLUMN "r" TYPE character varying(9);
ALTER TABLE "public"."o" ATTACH PARTITION "public"."oe" FOR VALUES IN ('e');
ALTER TABLE "public"."i" ATTACH PARTITION "public"."ie" FOR VALUES IN ('e');
