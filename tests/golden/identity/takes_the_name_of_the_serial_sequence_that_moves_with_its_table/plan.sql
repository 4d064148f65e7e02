ALTER TABLE "app"."t" SET SCHEMA "public";
ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq__mizzle_old";
ALTER TABLE "public"."t" RENAME TO "u";
ALTER TABLE "public"."u"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "public"."t_id_seq");
SELECT pg_catalog.setval(hidden.objid::pg_catalog.regclass, last_value, is_called)
    FROM "public"."t_id_seq__mizzle_old", pg_catalog.pg_depend AS hidden
    JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE deptype = 'i' AND refobjid = 'public.u'::pg_catalog.regclass AND attname = 'id';
DROP SEQUENCE "public"."t_id_seq__mizzle_old";
