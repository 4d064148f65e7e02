CREATE SEQUENCE "public"."notes_number_seq" AS integer;
CREATE TYPE "public"."notes_number_seq" AS ENUM ('a');
CREATE SEQUENCE "public"."thing";
CREATE DOMAIN "public"."thing" AS integer DEFAULT nextval('public.thing'::regclass) CONSTRAINT "thing_check" CHECK (VALUE > 0);
ALTER TABLE "public"."notes"
    ADD COLUMN "number" integer DEFAULT nextval('public.notes_number_seq'::regclass) NOT NULL,
    ADD COLUMN "kind" "public"."notes_number_seq";
ALTER SEQUENCE "public"."notes_number_seq" OWNED BY "public"."notes"."number";
