CREATE SCHEMA "app";
CREATE STATISTICS "app"."two" (mcv) ON "a", (lower(b)) FROM "public"."t";
CREATE STATISTICS "public"."one" ON "a", "c" FROM "public"."t";
COMMENT ON STATISTICS "public"."one" IS 'one';
CREATE STATISTICS "public"."three" ON (a + c) FROM "public"."t";
ALTER STATISTICS "public"."three" SET STATISTICS 7;
