ALTER TABLE ONLY "public"."base" DROP COLUMN "e";
ALTER TABLE "public"."a" DROP COLUMN "y";
