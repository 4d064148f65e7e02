ALTER TABLE "public"."staff" NO INHERIT "public"."people";
ALTER TABLE "public"."staff" DROP COLUMN "name";
ALTER TABLE "public"."people" DROP COLUMN "name";
DROP TYPE "public"."fullname";
