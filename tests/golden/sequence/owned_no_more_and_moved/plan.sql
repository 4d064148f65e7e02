ALTER SEQUENCE "public"."t_id_seq" OWNED BY NONE;
ALTER SEQUENCE "public"."t_id_seq" SET SCHEMA "k";
ALTER SEQUENCE "k"."t_id_seq" RENAME TO "total";
