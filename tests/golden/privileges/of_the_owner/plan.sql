GRANT DELETE ON TABLE "public"."other" TO "postgres";
REVOKE INSERT, UPDATE ON TABLE "public"."notes" FROM "postgres";
