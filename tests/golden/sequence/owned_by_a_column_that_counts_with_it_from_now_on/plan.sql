ALTER TABLE "public"."t"
    ALTER COLUMN "other" DROP DEFAULT,
    ADD COLUMN "third" integer DEFAULT nextval('public.moved'::regclass),
    ALTER COLUMN "id" SET DEFAULT nextval('public.s'::regclass);
ALTER SEQUENCE "public"."moved" OWNED BY "public"."t"."third";
ALTER SEQUENCE "public"."s" OWNED BY "public"."t"."id";
