ALTER TABLE "public"."t" SET SCHEMA "k";
ALTER SEQUENCE "k"."t_b_seq" RENAME TO "total";
ALTER SEQUENCE "k"."t_id_seq" OWNED BY NONE;
ALTER SEQUENCE "k"."total" OWNED BY NONE;
