ALTER TABLE "public"."t" RENAME TO "new";
GRANT USAGE ON SEQUENCE "public"."t_id_seq" TO "other";
