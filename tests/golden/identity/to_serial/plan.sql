ALTER SEQUENCE "public"."t_id_seq" RENAME TO "t_id_seq__mizzle_old";
CREATE SEQUENCE "public"."t_id_seq" AS integer;
SELECT pg_catalog.setval('public.t_id_seq', last_value, is_called) FROM "public"."t_id_seq__mizzle_old";
ALTER TABLE "public"."t"
    ALTER COLUMN "id" DROP IDENTITY,
    ALTER COLUMN "id" SET DEFAULT nextval('public.t_id_seq'::regclass);
ALTER SEQUENCE "public"."t_id_seq" OWNED BY "public"."t"."id";
