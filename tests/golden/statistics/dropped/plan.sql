DROP STATISTICS "public"."one";
