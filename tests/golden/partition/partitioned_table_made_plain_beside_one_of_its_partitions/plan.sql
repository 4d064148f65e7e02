ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
ALTER TABLE "public"."t__mizzle_old" DETACH PARTITION "public"."a";
CREATE TABLE "public"."t" (
    "id" integer NOT NULL,
    "v" text
);
INSERT INTO "public"."t" ("id", "v")
SELECT "id", "v" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
ALTER TABLE "public"."t" ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id");
