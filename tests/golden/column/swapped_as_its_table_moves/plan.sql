ALTER TABLE "public"."t" SET SCHEMA "far";
ALTER TABLE "far"."t" RENAME COLUMN "a" TO "a__mizzle_old";
ALTER TABLE "far"."t" RENAME COLUMN "b" TO "a";
ALTER TABLE "far"."t" RENAME COLUMN "a__mizzle_old" TO "b";
