ALTER SEQUENCE "public"."t_id_seq" OWNED BY NONE;
ALTER SEQUENCE "public"."t_id_seq" SET SCHEMA "k";
ALTER SEQUENCE "k"."t_id_seq" RENAME TO "u_id_seq";
ALTER TABLE "k"."u"
    ALTER COLUMN "id" SET NOT NULL,
    ALTER COLUMN "id" SET DEFAULT nextval('k.u_id_seq'::regclass);
ALTER SEQUENCE "k"."u_id_seq" OWNED BY "k"."u"."id";
ALTER TABLE "public"."t" ALTER COLUMN "id" DROP DEFAULT;
