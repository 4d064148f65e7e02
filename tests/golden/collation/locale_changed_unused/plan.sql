DROP COLLATION "public"."plain";
CREATE COLLATION "public"."plain" (PROVIDER = libc, LOCALE = 'POSIX');
COMMENT ON COLLATION "public"."plain" IS 'kept';
