ALTER TABLE "public"."i" SET SCHEMA "app";
ALTER TABLE "app"."i" RENAME TO "j";
ALTER SEQUENCE "app"."i_s_seq" RENAME TO "j_r_seq";
ALTER TABLE "public"."t" SET SCHEMA "app";
ALTER TABLE "app"."t" RENAME TO "u";
ALTER SEQUENCE "app"."t_id_seq" RENAME TO "u_id_seq";
ALTER TABLE "app"."j" RENAME COLUMN "s" TO "r";
ALTER INDEX "app"."t_pkey" RENAME TO "u_pkey";
ALTER SEQUENCE "app"."i_id_seq" RENAME TO "j_id_seq";
