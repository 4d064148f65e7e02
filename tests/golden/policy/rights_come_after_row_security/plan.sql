CREATE TABLE "public"."fresh" (
    "id" integer,
    "owner" name
);
CREATE POLICY "own" ON "public"."fresh" USING (owner = CURRENT_USER);
CREATE POLICY "own" ON "public"."old" USING (owner = CURRENT_USER);
ALTER TABLE "public"."old" ENABLE ROW LEVEL SECURITY;
GRANT SELECT ON TABLE "public"."old" TO "reader";
ALTER TABLE "public"."fresh" ENABLE ROW LEVEL SECURITY;
GRANT INSERT ON TABLE "public"."fresh" TO "reader";
GRANT SELECT ("id") ON TABLE "public"."fresh" TO "reader";
