ALTER TABLE "public"."t" RENAME TO "t__mizzle_old";
CREATE TABLE "public"."t" (
    "id" bigint,
    "day" date
) PARTITION BY RANGE (day);
INSERT INTO "public"."t" ("id", "day")
SELECT "id", "day" FROM "public"."t__mizzle_old";
DROP TABLE "public"."t__mizzle_old";
CREATE VIEW "public"."v" AS
SELECT t.id
   FROM public.t;
