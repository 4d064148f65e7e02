ALTER TABLE "public"."notes" ADD COLUMN "new" integer;
ALTER POLICY "own_rows" ON "public"."notes" USING ((owner = CURRENT_USER) AND (new > 0));
ALTER TABLE "public"."notes" DROP COLUMN "old";
