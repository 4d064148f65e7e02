CREATE SEQUENCE "public"."p_id_seq" AS integer;
ALTER TABLE "public"."p" ALTER COLUMN "id" SET DEFAULT nextval('public.p_id_seq'::regclass);
ALTER TABLE "public"."p" ATTACH PARTITION "public"."p1" FOR VALUES FROM (0) TO (100);
SELECT pg_catalog.setval('public.p_id_seq', pg_catalog.max("id")) FROM "public"."p" HAVING pg_catalog.max("id") >= 1;
ALTER SEQUENCE "public"."p_id_seq" OWNED BY "public"."p"."id";
