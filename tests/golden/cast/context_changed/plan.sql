DROP CAST (text AS "public"."mood");
CREATE CAST (text AS "public"."mood") WITH INOUT AS ASSIGNMENT;
COMMENT ON CAST (text AS "public"."mood") IS 'n';
