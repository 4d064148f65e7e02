ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."a";
CREATE TABLE "public"."t" (
    "id" integer NOT NULL
);
ALTER TABLE "public"."a"
    DROP CONSTRAINT "a_pkey",
    INHERIT "public"."t";
INSERT INTO "public"."t" ("id")
SELECT "id" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id");
