DROP VIEW "public"."v";
ALTER TABLE "public"."t" RENAME TO "v";
DROP FUNCTION "public"."f"("public"."v");
ALTER TABLE "public"."v" ALTER COLUMN "id" TYPE bigint;
