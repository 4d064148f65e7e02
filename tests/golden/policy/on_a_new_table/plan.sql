CREATE TABLE "public"."notes" (
    "id" integer,
    "owner" name
);
CREATE POLICY "own_rows" ON "public"."notes" USING (owner = CURRENT_USER);
ALTER TABLE "public"."notes" ENABLE ROW LEVEL SECURITY;
