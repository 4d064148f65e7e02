ALTER SEQUENCE "public"."numbers" OWNER TO "app";
ALTER SEQUENCE "public"."numbers" OWNED BY "public"."t"."number";
CREATE SEQUENCE "public"."t_id_seq" AS integer;
ALTER TABLE "public"."t"
    ALTER COLUMN "id" SET NOT NULL,
    ALTER COLUMN "id" SET DEFAULT nextval('public.t_id_seq'::regclass);
SELECT pg_catalog.setval('public.t_id_seq', pg_catalog.max("id")) FROM "public"."t" HAVING pg_catalog.max("id") >= 1;
ALTER SEQUENCE "public"."t_id_seq" OWNER TO "app";
ALTER SEQUENCE "public"."t_id_seq" OWNED BY "public"."t"."id";
