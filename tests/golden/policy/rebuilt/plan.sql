DROP POLICY "a" ON "public"."notes";
DROP POLICY "b" ON "public"."notes";
DROP POLICY "c" ON "public"."notes";
CREATE POLICY "a" ON "public"."notes" FOR UPDATE USING (id > 0);
CREATE POLICY "b" ON "public"."notes" AS RESTRICTIVE USING (id > 0);
CREATE POLICY "c" ON "public"."notes" USING (id > 0);
COMMENT ON POLICY "c" ON "public"."notes" IS 'kept';
