CREATE SEQUENCE "public"."b_id_seq" AS integer;
CREATE TABLE "public"."b" () INHERITS ("public"."a");
ALTER SEQUENCE "public"."b_id_seq" OWNED BY "public"."b"."id";
ALTER TABLE "public"."b" ALTER COLUMN "id" SET DEFAULT nextval('public.b_id_seq'::regclass);
