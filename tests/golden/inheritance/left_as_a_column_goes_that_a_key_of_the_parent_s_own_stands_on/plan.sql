ALTER TABLE "public"."h" NO INHERIT "public"."p";
ALTER TABLE "public"."p" DROP COLUMN "up";
