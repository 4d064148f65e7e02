ALTER OPERATOR FAMILY "public"."c" USING "gist" DROP OPERATOR 1 (integer, integer);
DROP OPERATOR CLASS "public"."c" USING "gist";
CREATE OPERATOR CLASS "public"."c" FOR TYPE bigint USING "gist" FAMILY "public"."c" AS
    OPERATOR 1 "pg_catalog".< (bigint, bigint);
