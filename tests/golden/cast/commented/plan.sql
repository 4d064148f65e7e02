COMMENT ON CAST (text AS "public"."mood") IS 'n';
