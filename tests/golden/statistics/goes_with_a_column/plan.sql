ALTER TABLE "public"."t" DROP COLUMN "c";
CREATE STATISTICS "public"."one" ON "a", "b" FROM "public"."t";
