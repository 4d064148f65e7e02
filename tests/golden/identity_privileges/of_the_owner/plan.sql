REVOKE UPDATE ON SEQUENCE "public"."t_id_seq" FROM "postgres";
