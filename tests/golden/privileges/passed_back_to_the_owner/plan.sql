REVOKE UPDATE ("name") ON TABLE "public"."notes" FROM "mid" CASCADE;
REVOKE SELECT ON TABLE "public"."lists" FROM "mid" CASCADE;
REVOKE SELECT ON TABLE "public"."notes" FROM "mid" CASCADE;
