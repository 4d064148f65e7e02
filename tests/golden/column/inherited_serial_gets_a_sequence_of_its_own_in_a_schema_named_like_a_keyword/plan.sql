CREATE SEQUENCE "when"."b_id_seq" AS integer;
SELECT pg_catalog.setval('when.b_id_seq', last_value, is_called) FROM "when"."a_id_seq";
ALTER TABLE "when"."b" ALTER COLUMN "id" SET DEFAULT nextval('"when".b_id_seq'::regclass);
ALTER SEQUENCE "when"."b_id_seq" OWNED BY "when"."b"."id";
