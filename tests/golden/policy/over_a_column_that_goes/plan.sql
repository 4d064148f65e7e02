DROP POLICY "own_rows" ON "public"."notes";
ALTER TABLE "public"."notes"
    DROP COLUMN "old",
    ADD COLUMN "new" integer;
CREATE POLICY "own_rows" ON "public"."notes" USING ((owner = CURRENT_USER) AND (new > 0));
