ALTER SEQUENCE "public"."t_id_seq" RENAME TO "u_id_seq";
ALTER SEQUENCE "public"."t_a_seq" RENAME TO "u_a_seq";
ALTER INDEX "public"."k" RENAME TO "kk";
ALTER INDEX "public"."gone" RENAME TO "gone__mizzle_old";
ALTER INDEX "public"."i" RENAME TO "j";
ALTER TABLE "public"."t" SET SCHEMA "app";
ALTER TABLE "app"."t" RENAME TO "u";
ALTER TABLE "app"."u" DROP CONSTRAINT "gone__mizzle_old";
