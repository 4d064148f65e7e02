ALTER SEQUENCE "public"."t_id_seq" SET UNLOGGED;
ALTER SEQUENCE "public"."t_id_seq" OWNED BY NONE;
DROP TABLE "public"."t";
