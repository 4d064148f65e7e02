REVOKE USAGE ON SEQUENCE "public"."t_id_seq" FROM "app";
REVOKE SELECT, USAGE ON SEQUENCE "public"."t_id_seq" FROM "other";
ALTER TABLE "public"."t" ALTER COLUMN "Other" DROP IDENTITY;
