CREATE POLICY "own_rows" ON "public"."notes" USING (owner = CURRENT_USER);
CREATE POLICY "visible" ON "public"."notes" AS RESTRICTIVE FOR SELECT TO "app", "pg_monitor" USING (id > 0);
COMMENT ON POLICY "visible" ON "public"."notes" IS 'it''s so';
CREATE POLICY "written" ON "public"."notes" FOR INSERT TO "app" WITH CHECK ((id > 0) AND (owner = CURRENT_USER));
ALTER TABLE "public"."notes"
    ENABLE ROW LEVEL SECURITY,
    FORCE ROW LEVEL SECURITY;
