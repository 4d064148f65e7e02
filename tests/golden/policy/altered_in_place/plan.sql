ALTER POLICY "a" ON "public"."notes" USING (owner = SESSION_USER) WITH CHECK (id > 1);
ALTER POLICY "b" ON "public"."notes" TO PUBLIC;
ALTER POLICY "c" ON "public"."notes" TO "app", "pg_monitor" WITH CHECK (id < 10);
COMMENT ON POLICY "c" ON "public"."notes" IS NULL;
