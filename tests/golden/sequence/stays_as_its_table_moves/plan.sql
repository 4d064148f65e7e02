ALTER SEQUENCE "public"."t_id_seq" OWNED BY NONE;
ALTER TABLE "public"."t" SET SCHEMA "k";
