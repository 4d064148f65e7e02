ALTER SEQUENCE "public"."t_id_seq" RENAME TO "people_id_seq";
ALTER TABLE "public"."t" RENAME TO "people";
ALTER INDEX "public"."t_pkey" RENAME TO "people_pkey";
SELECT pg_catalog.setval('public.people_id_seq', CASE WHEN is_called THEN 32767 ELSE 1 END, is_called)
    FROM "public"."people_id_seq" WHERE last_value > 32767;
ALTER SEQUENCE "public"."people_id_seq" AS smallint MAXVALUE 32767;
ALTER TABLE "public"."people"
    ALTER COLUMN "id" DROP DEFAULT,
    ALTER COLUMN "id" TYPE smallint,
    ALTER COLUMN "id" SET DEFAULT nextval('public.people_id_seq'::regclass);
