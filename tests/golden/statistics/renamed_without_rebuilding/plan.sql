ALTER STATISTICS "public"."one" RENAME TO "two";
