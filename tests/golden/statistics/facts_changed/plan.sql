DROP STATISTICS "public"."one";
DROP STATISTICS "public"."three";
DROP STATISTICS "public"."two";
ALTER STATISTICS "public"."five" SET STATISTICS 0;
COMMENT ON STATISTICS "public"."four" IS 'two';
ALTER STATISTICS "public"."four" SET STATISTICS -1;
CREATE STATISTICS "public"."one" ON "b", "c" FROM "public"."t";
CREATE STATISTICS "public"."three" (dependencies) ON "a", "b" FROM "public"."t";
CREATE STATISTICS "public"."two" ON "a", (upper(b)) FROM "public"."t";
