ALTER TABLE "public"."t" RENAME COLUMN "id" TO "num";
ALTER SEQUENCE "public"."t_id_seq" RENAME TO "other";
