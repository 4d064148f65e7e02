ALTER SEQUENCE "public"."t_d_seq" RENAME TO "t_d_seq__mizzle_old";
SELECT pg_catalog.setval('public.t_a_seq', CASE WHEN is_called THEN 32767 ELSE 1 END, is_called)
    FROM "public"."t_a_seq" WHERE last_value > 32767;
SELECT pg_catalog.setval('public.t_b_seq', CASE WHEN is_called THEN 32767 ELSE 1 END, is_called)
    FROM "public"."t_b_seq" WHERE last_value > 32767;
ALTER SEQUENCE "public"."t_e_seq" RENAME TO "t_e_seq__mizzle_old";
CREATE SEQUENCE "public"."t_e_seq" AS smallint;
SELECT pg_catalog.setval('public.t_e_seq', CASE WHEN last_value > 32767 THEN CASE WHEN is_called THEN 32767 ELSE 1 END ELSE last_value END, is_called) FROM "public"."t_e_seq__mizzle_old";
ALTER TABLE "public"."t"
    ALTER COLUMN "d" DROP DEFAULT,
    ALTER COLUMN "e" DROP IDENTITY,
    ALTER COLUMN "a" TYPE smallint;
ALTER TABLE "public"."t" ALTER COLUMN "b" SET MAXVALUE 32767;
ALTER TABLE "public"."t" ALTER COLUMN "b" TYPE smallint;
ALTER TABLE "public"."t" ALTER COLUMN "c" SET MINVALUE 1 SET MAXVALUE 32767 SET START WITH 1 RESTART;
ALTER TABLE "public"."t"
    ALTER COLUMN "c" TYPE smallint,
    ALTER COLUMN "d" TYPE smallint,
    ALTER COLUMN "e" TYPE smallint,
    ALTER COLUMN "d" ADD GENERATED ALWAYS AS IDENTITY,
    ALTER COLUMN "e" SET DEFAULT nextval('public.t_e_seq'::regclass),
    ALTER COLUMN "f" ADD GENERATED ALWAYS AS IDENTITY (MAXVALUE 50);
SELECT pg_catalog.setval(hidden.objid::pg_catalog.regclass, CASE WHEN last_value > 32767 THEN CASE WHEN is_called THEN 32767 ELSE 1 END ELSE last_value END, is_called)
    FROM "public"."t_d_seq__mizzle_old", pg_catalog.pg_depend AS hidden
    JOIN pg_catalog.pg_attribute ON attrelid = refobjid AND attnum = refobjsubid
    WHERE deptype = 'i' AND refobjid = 'public.t'::pg_catalog.regclass AND attname = 'd';
DROP SEQUENCE "public"."t_d_seq__mizzle_old";
SELECT pg_catalog.setval(pg_catalog.pg_get_serial_sequence('"public"."t"', 'f'), LEAST(pg_catalog.max("f"), 50)) FROM "public"."t" HAVING pg_catalog.max("f") >= 1;
ALTER SEQUENCE "public"."t_e_seq" OWNED BY "public"."t"."e";
