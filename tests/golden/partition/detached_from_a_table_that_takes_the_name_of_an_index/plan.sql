ALTER TABLE "public"."o" DROP COLUMN "b";
ALTER TABLE "public"."t" RENAME TO "things";
ALTER TABLE "public"."things" DETACH PARTITION "public"."ta";
