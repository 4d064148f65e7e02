ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq__mizzle_old";
ALTER TABLE "public"."t"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" TYPE bigint,
    ADD CONSTRAINT "t_pkey" PRIMARY KEY ("id"),
    ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(hidden.objid::pg_catalog.regclass, last_value, is_called)
    FROM "public"."t_id_seq__mizzle_old", pg_catalog.pg_depend AS hidden
    JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE deptype = 'i' AND refobjid = 'public.t'::pg_catalog.regclass AND attname = 'id';
COMMENT ON COLUMN "public"."t"."id" IS 'counts';
DROP SEQUENCE "public"."t_id_seq__mizzle_old";
ALTER TABLE "public"."u" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."u"', 'id'), pg_catalog.max("id")) FROM "public"."u" HAVING pg_catalog.max("id") >= 1;
ALTER TABLE "public"."p" ADD CONSTRAINT "p_pkey" PRIMARY KEY ("id");
ALTER TABLE "public"."c" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."c"', 'id'), pg_catalog.max("id")) FROM "public"."c" HAVING pg_catalog.max("id") >= 1;
ALTER TABLE "public"."u" ADD CONSTRAINT "u_pkey" PRIMARY KEY ("id");
