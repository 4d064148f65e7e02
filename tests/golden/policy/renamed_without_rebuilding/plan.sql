ALTER POLICY "a" ON "public"."notes" RENAME TO "B b";
