ALTER SEQUENCE "public"."t_id_seq" OWNED BY NONE;
ALTER SEQUENCE "public"."t_id_seq" SET SCHEMA "j";
ALTER SEQUENCE "public"."t_b_seq" RENAME TO "total";
ALTER SEQUENCE "public"."total" OWNED BY NONE;
ALTER TABLE "public"."t" SET SCHEMA "k";
ALTER TABLE "k"."t" RENAME TO "t2";
ALTER TABLE "public"."u" RENAME TO "t";
ALTER TABLE "public"."t"
    ALTER COLUMN "n" SET NOT NULL,
    ALTER COLUMN "n" SET DEFAULT 0;
ALTER SEQUENCE "public"."total" OWNED BY "public"."t"."n";
