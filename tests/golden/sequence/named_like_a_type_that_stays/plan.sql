CREATE SEQUENCE "public"."thing__mizzle_new" START WITH 4;
ALTER SEQUENCE "public"."thing__mizzle_new" RENAME TO "thing";
ALTER TABLE "public"."notes" ADD COLUMN "id" integer DEFAULT nextval('public.thing'::regclass) NOT NULL;
ALTER SEQUENCE "public"."thing" OWNED BY "public"."notes"."id";
