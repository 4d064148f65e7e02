REVOKE SELECT ("a") ON TABLE "public"."t" FROM "one" CASCADE;
REVOKE SELECT ON TABLE "public"."t" FROM "two";
