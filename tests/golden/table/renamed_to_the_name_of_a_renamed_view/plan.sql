ALTER SEQUENCE "public"."t_id_seq" RENAME TO "v_id_seq";
ALTER VIEW "public"."v" RENAME TO "v__mizzle_old";
ALTER TABLE "public"."t" RENAME TO "v";
ALTER VIEW "public"."v__mizzle_old" RENAME TO "t";
DROP TABLE "public"."gone";
ALTER MATERIALIZED VIEW "public"."w" RENAME TO "gone";
