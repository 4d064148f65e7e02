DROP COLLATION "public"."c";
CREATE COLLATION "public"."c" (PROVIDER = builtin, LOCALE = 'C');
