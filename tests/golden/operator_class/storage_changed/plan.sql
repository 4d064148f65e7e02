ALTER OPERATOR FAMILY "public"."c" USING "gist" DROP OPERATOR 1 (box, box);
DROP OPERATOR CLASS "public"."c" USING "gist";
CREATE OPERATOR CLASS "public"."c" FOR TYPE box USING "gist" FAMILY "public"."c" AS
    OPERATOR 1 "pg_catalog".<< (box, box),
    STORAGE point;
