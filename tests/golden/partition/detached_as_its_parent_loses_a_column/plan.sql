ALTER TABLE "public"."people" DETACH PARTITION "public"."staff";
DROP INDEX "public"."staff_id_expr_idx";
DROP INDEX "public"."people_id";
ALTER TABLE "public"."staff"
    DROP COLUMN "name",
    DROP CONSTRAINT "staff_pkey";
ALTER TABLE "public"."people" DROP COLUMN "name";
DROP TYPE "public"."fullname";
