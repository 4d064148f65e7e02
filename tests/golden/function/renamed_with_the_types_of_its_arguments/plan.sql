ALTER TYPE "public"."status" RENAME TO "state";
ALTER TABLE "public"."rows" RENAME TO "lines";
ALTER FUNCTION "public"."f"("public"."state", "public"."lines"[]) RENAME TO "g";
