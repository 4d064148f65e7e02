DROP POLICY "own_rows" ON "public"."notes";
ALTER TABLE "public"."notes"
    DISABLE ROW LEVEL SECURITY,
    NO FORCE ROW LEVEL SECURITY;
